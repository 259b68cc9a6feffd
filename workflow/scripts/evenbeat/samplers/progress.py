"""Progress of a training, in one line of a terminal."""

import contextlib
import logging
import sys

_CLEAR = "\r\x1b[K"


@contextlib.contextmanager
def report_on_terminal(label, verbose):
    """Show lines of progress, each in place of the last one; without a terminal, show nothing.

    Parameters
    ----------
    label : str
        Text before each line: what is trained.
    verbose : bool
        If false, show nothing.

    Yields
    ------
    callable
        Takes a line of progress.
    """
    if not (verbose and sys.stderr.isatty()):
        yield lambda line: None
        return
    try:
        yield lambda line: print(f"{_CLEAR}{label}: {line}", end="", file=sys.stderr, flush=True)
    finally:
        print(_CLEAR, end="", file=sys.stderr, flush=True)


@contextlib.contextmanager
def without_warnings_of_tensorflow():
    """Hide the warnings of TensorFlow about repeated compilation: each network is compiled once.

    Yields
    ------
    None
    """
    logger = logging.getLogger("tensorflow")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
