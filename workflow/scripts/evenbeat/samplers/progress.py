"""Progress of a training in one line of a terminal."""

import contextlib
import sys

_CLEAR = "\r\x1b[K"


@contextlib.contextmanager
def report_on_terminal(label, verbose):
    """Show lines of progress in place of each other; without a terminal, show nothing.

    Parameters
    ----------
    label : str
        What is trained, before each line.
    verbose : bool
        Whether to show anything at all.

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
