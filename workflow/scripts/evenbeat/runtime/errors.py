"""Errors that the user of the workflow can fix."""

import contextlib


class InputError(ValueError):
    """An error that the user can fix in a file, a record or the configuration.

    The message says what was found, where, what was expected and what to do. A job that ends with
    it shows the message alone, without a traceback.
    """


@contextlib.contextmanager
def error_context(file):
    """Prefix the message of an `InputError` in the block with a file's name.

    Parameters
    ----------
    file : str or Path
        The file whose content the block works on.

    Raises
    ------
    InputError
        If the block raises one.
    """
    try:
        yield
    except InputError as error:
        raise InputError(f"{file}: {error}") from error


FREE_SOME_SPACE = "Free some space and run again; what is finished is kept."
