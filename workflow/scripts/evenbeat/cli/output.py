"""What the subcommands print in addition to their results."""

import sys


def complain(error):
    """Print an error.

    Parameters
    ----------
    error : Exception or str
    """
    print(f"evenbeat: error: {error}", file=sys.stderr, flush=True)
