"""The one kind of error that is written for the person who runs the workflow."""

import contextlib


class InputError(ValueError):
    """Something the user can mend: a file, a record, a value in the configuration.

    The message names what was found, where, what was expected and what to do; a job that ends
    with it shows the message alone, without a traceback.
    """


@contextlib.contextmanager
def about(file):
    """Put a file's name before what turns out to be wrong with what it holds."""
    try:
        yield
    except InputError as error:
        raise InputError(f"{file}: {error}") from error


FREE_SOME_SPACE = "Free some space and run again; what is finished is kept."
