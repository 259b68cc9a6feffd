"""Checks of what a model returns, and of the methods of a user's own model."""

import contextlib

import numpy as np

from evenbeat.beats.rhythm import RHYTHM
from evenbeat.runtime.errors import InputError

# NumPy's kinds of numbers that can become float32.
NUMBERS = "fiu"
COLUMNS = ("waveform", "rhythm", "template", "patient")
CORRECT_SAMPLE = "Correct its method sample."


def check_sample(made, number, origin, length=None, advice=CORRECT_SAMPLE):
    """Check the beats that a model has generated, and convert them to the usual types.

    Parameters
    ----------
    made : dict of str to ndarray
        As `evenbeat.gan.interface.Model.sample` returns it.
    number : int
        Number of beats that it should have made.
    origin : str or Path
        The file or model that made them, for the error message.
    length : int, optional
        Number of samples that a beat should have.
    advice : str
        What the user can do.

    Returns
    -------
    dict of str to ndarray, each of length `number`
        The same columns: numbers as float32, patients as text.

    Raises
    ------
    InputError
        If a column is missing or unknown, has the wrong type or shape, or is not finite.
    """
    try:
        _check_columns(made)
        if length is None:
            length = _find_length(made["waveform"])
        widths = {"waveform": length, "template": length, "rhythm": len(RHYTHM)}
        return {
            name: _check_patients(column, number)
            if name == "patient"
            else _check_numbers(name, column, (number, widths[name]))
            for name, column in made.items()
        }
    except InputError as error:
        raise InputError(f"{origin} makes {error}. {advice}") from None


def check_training(trained, origin):
    """Check that the training of a model has returned a state and its losses.

    Parameters
    ----------
    trained : object
        As `evenbeat.gan.interface.Model.train` returns it.
    origin : str or Path
        The file of the model, for the error message.

    Returns
    -------
    tuple
        The same state and losses.

    Raises
    ------
    InputError
        If it is no pair.
    """
    if not isinstance(trained, tuple | list) or len(trained) != 2:
        raise InputError(
            f"the method train of {origin} returned {_describe(trained)}; expected a pair: the "
            "state and an array of losses. Correct it."
        )
    return tuple(trained)


@contextlib.contextmanager
def blame_method(method, origin, training=None):
    """Name the file of a user's own model if its code raises an exception.

    Parameters
    ----------
    method : str
        What runs, for the error message.
    origin : str or Path
        The file of the model.
    training : dict, optional
        The settings that the method reads.

    Raises
    ------
    InputError
        If the block raises another exception. Interrupts are passed on.
    MemoryError
        If the block raises one.
    """
    try:
        yield
    except (InputError, MemoryError):
        raise
    except KeyError as error:
        raise InputError(_explain_key(error, method, origin, training)) from error
    except (Exception, SystemExit) as error:
        raise InputError(_explain(error, method, origin)) from error


class Guarded:
    """A base class that checks what the methods of a user's own model return.

    Attributes
    ----------
    FILE : str or Path
        The file of the model.
    """

    FILE = None

    def train(self, beats, training, *others, **options):
        """Train, and check that the result is a state and losses.

        Parameters
        ----------
        beats, training : dict
            As for `evenbeat.gan.interface.Model.train`.
        *others, **options : object
            The other parameters of this method.

        Returns
        -------
        tuple
            The state and the losses.

        Raises
        ------
        InputError
            If the method raises an exception, or returns something else.
        """
        with blame_method("train", self.FILE, training):
            trained = super().train(beats, training, *others, **options)
        return check_training(trained, self.FILE)

    def sample(self, state, number, seed):
        """Generate beats, and check them.

        Parameters
        ----------
        state : object
        number : int
        seed : int

        Returns
        -------
        dict of str to ndarray, each of length `number`
            As `check_sample` returns it.

        Raises
        ------
        InputError
            If the method raises an exception, or returns something else.
        """
        with blame_method("sample", self.FILE):
            made = super().sample(state, number, seed)
        return check_sample(made, number, self.FILE)


def _check_columns(made):
    if not isinstance(made, dict):
        raise InputError(f"{_describe(made)}; expected a dict with the column waveform")
    if "waveform" not in made:
        raise InputError(f"no column waveform, but {_join(made)}; expected waveform")
    if unknown := [name for name in made if name not in COLUMNS]:
        raise InputError(
            f"the unknown column {_join(unknown)}; expected waveform and, if it makes them, "
            f"{_join(COLUMNS[1:])}"
        )


def _find_length(waveform):
    return np.shape(waveform)[1] if isinstance(waveform, np.ndarray) and waveform.ndim == 2 else "*"


def _check_numbers(name, column, shape):
    rows, width = shape
    wanted = f"an array of real numbers of shape ({rows}, {width})"
    _check_array(name, column, NUMBERS, wanted)
    if column.shape != shape:
        raise InputError(
            f"beats of the wrong shape in the column {name}: {column.shape}; expected "
            f"({rows}, {width}), a row for each beat"
        )
    with np.errstate(over="ignore"):
        column = column.astype(np.float32, copy=False)
    bad = np.count_nonzero(~np.isfinite(column).all(axis=1))
    if bad:
        raise InputError(
            f"beats that are not finite in the column {name}: {bad} of {rows} have NaN, infinite "
            "values or values beyond float32; expected finite values. A training that diverged "
            "makes such values"
        )
    return column


def _check_patients(column, number):
    wanted = f"an array of {number} names"
    _check_array("patient", column, "UTiuO", wanted)
    if column.shape != (number,):
        raise InputError(
            f"beats of the wrong shape in the column patient: {column.shape}; expected ({number},)"
        )
    if column.dtype.kind == "O" and not all(isinstance(name, str) for name in column):
        raise InputError(f"objects that are no text in the column patient; expected {wanted}")
    return column if column.dtype.kind == "U" else column.astype(str)


def _check_array(name, column, kinds, wanted):
    if not isinstance(column, np.ndarray) or column.dtype.kind not in kinds:
        raise InputError(f"{_describe(column)} in the column {name}; expected {wanted}")


def _describe(found):
    if isinstance(found, np.ndarray):
        return f"an array of type {found.dtype} and shape {found.shape}"
    if isinstance(found, tuple | list | dict):
        return f"a {type(found).__name__} of length {len(found)}"
    return "None" if found is None else f"an object of type {type(found).__name__}"


def _explain(error, method, origin):
    return f"{method} of {origin} raised {type(error).__name__}: {error}. Correct the file"


def _explain_key(error, method, origin, training):
    if training is None or not error.args or error.args[0] in list(training):
        return _explain(error, method, origin)
    known = _join(training) if training else "no settings"
    return (
        f"{method} of {origin} raised KeyError: {error}; training has no such key, only {known}. "
        "Set it in training, or correct the file"
    )


def _join(names):
    return ", ".join(map(str, names)) or "no columns"
