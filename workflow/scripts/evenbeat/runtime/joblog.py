"""The log file of a job, and the exit status and message with which a job ends."""

import contextlib
import errno
import os
import signal
import sys
import traceback

from evenbeat.runtime.errors import FREE_SOME_SPACE, InputError

OUT_OF_MEMORY = errno.ENOMEM  # exit status of a job that ran out of memory


@contextlib.contextmanager
def logged(path):
    """Redirect the output of this process to a log file while the block runs.

    TensorFlow writes to file descriptor 2 itself, so the descriptors are redirected, not
    `sys.stderr`. SIGTERM and Ctrl-C become exceptions, so that temporary files are removed.

    Parameters
    ----------
    path : str or Path
        The log file; an older one is overwritten.

    Raises
    ------
    SystemExit
        If the block raises anything, with the exit status from `explain_error`.
    """
    with _redirected(path) as terminal, _ended_by_signals():
        try:
            yield
        except BaseException as error:
            raise SystemExit(explain_error(error, terminal)) from None


def explain_error(error, terminal):
    """Print why a job ended.

    Parameters
    ----------
    error : BaseException
        An error with a known cause is printed as a message, any other with its traceback.
    terminal : int
        File descriptor to print to if the log cannot be written, for example on a full disk.

    Returns
    -------
    int
        Exit status of the job.
    """
    if isinstance(error, SystemExit):
        return error.code
    if isinstance(error, KeyboardInterrupt):
        text, status = "stopped by Ctrl-C\n", 128 + signal.SIGINT
    elif isinstance(error, InputError):
        text, status = f"error: {error}\n", 1
    elif isinstance(error, MemoryError):
        text, status = f"error: out of memory {error}\n", OUT_OF_MEMORY
    elif isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        text, status = f"error: the disk is full ({error}). {FREE_SOME_SPACE}\n", 1
    else:
        text, status = "".join(traceback.format_exception(error)), 1
    for descriptor in (2, terminal):
        with contextlib.suppress(OSError):
            os.write(descriptor, text.encode())
            break
    return status


@contextlib.contextmanager
def _redirected(path):
    with open(path, "w", encoding="utf-8", buffering=1) as file:
        kept = [os.dup(1), os.dup(2)]
        sys.stdout.flush()
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        sys.stdout.reconfigure(line_buffering=True)  # so that `tail -f` shows each line at once
        try:
            yield kept[1]
        finally:
            for stream in (sys.stdout, sys.stderr):
                with contextlib.suppress(OSError):  # on a full disk, the rest of the output is lost
                    stream.flush()
            for descriptor, saved in zip((1, 2), kept, strict=True):
                os.dup2(saved, descriptor)
                os.close(saved)


@contextlib.contextmanager
def _ended_by_signals():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def end(number, frame):
        for each in before:
            # Signals often come in pairs; the second one must not interrupt the cleanup.
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)

    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
