"""A job's log file: everything that it and the libraries below it print."""

import contextlib
import os
import sys
import traceback

from evenbeat.errors import InputError


@contextlib.contextmanager
def logged(path):
    """Send this process's output to `path` for the length of the block.

    TensorFlow writes to file descriptor 2 itself, so the descriptors are redirected, not
    `sys.stderr`. An `InputError` ends the process with its message; any other error with its
    traceback as well.

    Parameters
    ----------
    path : str or Path
        The log file; it is begun anew.
    """
    with open(path, "w", encoding="utf-8", buffering=1) as file:
        kept = [os.dup(1), os.dup(2)]
        sys.stdout.flush()
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        sys.stdout.reconfigure(line_buffering=True)  # whoever follows the log sees each line
        try:
            yield
        except InputError as error:
            print(f"error: {error}", file=sys.stderr, flush=True)
            raise SystemExit(1) from None
        except Exception:
            traceback.print_exc()
            raise SystemExit(1) from None
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for descriptor, saved in zip((1, 2), kept, strict=True):
                os.dup2(saved, descriptor)
                os.close(saved)
