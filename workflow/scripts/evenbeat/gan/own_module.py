"""Loading of a user's own model from a Python file."""

import ast
import importlib.util
from pathlib import Path

from evenbeat.gan.interface import Model
from evenbeat.gan.model_output import Guarded, blame_method
from evenbeat.runtime.errors import InputError

EXPECTED = (
    "expected a class Model derived from evenbeat.gan.interface.Model, as in docs/own_model.py"
)


def load_model(module):
    """Run a Python file and create the model that it defines.

    The file runs with the rights of its user, so a checkpoint never says which file to run.

    Parameters
    ----------
    module : str or Path

    Returns
    -------
    evenbeat.gan.interface.Model
        It checks what its methods `train` and `sample` return.

    Raises
    ------
    InputError
        If the file is missing, raises an exception or has no class `Model`, or if this class lacks
        a method.
    """
    found = getattr(_run(module), "Model", None)
    if found is None or not isinstance(found, type) or not issubclass(found, Model):
        raise InputError(f"{module} has no class Model of its own; {EXPECTED}")
    if missing := sorted(found.__abstractmethods__):
        raise InputError(
            f"the class Model of {module} lacks {', '.join(missing)}; add the missing methods"
        )
    with blame_method("Model()", module):
        names = {"__module__": found.__module__, "__doc__": found.__doc__, "FILE": module}
        return type("Model", (Guarded, found), names)()


def check_module(module, where):
    """Check that a file exists, ends in .py and is Python, without running it.

    Parameters
    ----------
    module : str or Path
    where : str
        Key of the configuration, for the error message.

    Raises
    ------
    InputError
        If it is missing or is not Python.
    """
    if not Path(module).is_file():
        raise InputError(f"{where}: there is no file {module}; {EXPECTED}")
    if Path(module).suffix != ".py":
        raise InputError(f"{where}: {_explain_suffix(module)}")
    try:
        ast.parse(Path(module).read_bytes())
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{where}: {module} is not Python ({error}); {EXPECTED}") from error


def _run(module):
    _check_name(module)
    spec = importlib.util.spec_from_file_location(f"own_model_{Path(module).stem}", module)
    found = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(found)
    except (Exception, SystemExit) as error:
        raise InputError(
            f"{module} raised {type(error).__name__}: {error}. Correct the file"
        ) from error
    return found


def _check_name(module):
    if Path(module).is_file():
        if Path(module).suffix != ".py":
            raise InputError(_explain_suffix(module))
        return
    if Path(f"{module}.py").is_file():
        raise InputError(
            f"there is no Python file {module}, but there is {module}.py: the name must end in "
            ".py. Add .py"
        )
    raise InputError(f"there is no Python file {module}; {EXPECTED}")


def _explain_suffix(module):
    return f"{module} does not have the name of a Python file: it must end in .py. Rename the file"
