"""Loading of a user's own model from a Python file."""

import ast
import importlib.util
from pathlib import Path

from evenbeat.gan.interface import Model
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
    try:
        return found()
    except Exception as error:
        raise InputError(
            f"Model() of {module} raised {type(error).__name__}: {error}. Correct the file"
        ) from error


def check_module(module, where):
    """Check that a file exists and is Python, without running it.

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
    try:
        ast.parse(Path(module).read_bytes())
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{where}: {module} is not Python ({error}); {EXPECTED}") from error


def _run(module):
    spec = importlib.util.spec_from_file_location(f"own_model_{Path(module).stem}", module)
    if spec is None or not Path(module).is_file():
        raise InputError(f"there is no Python file {module}; {EXPECTED}")
    found = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(found)
    except Exception as error:
        raise InputError(
            f"{module} raised {type(error).__name__}: {error}. Correct the file"
        ) from error
    return found
