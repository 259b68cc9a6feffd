"""Work in a child process, so that the job itself survives when the work runs out of memory."""

import os
import re
import signal
import sys
import threading
from pathlib import Path

from evenbeat.runtime.joblog import OUT_OF_MEMORY, explain_error

# What the C++ runtime, or TensorFlow at log level F, prints last when it aborts the process because
# memory ran out. Both abort for other reasons too. TensorFlow prints similar lines at other log
# levels when it can go on without the memory.
NO_MEMORY = re.compile(
    r"^terminate called .*bad_alloc"
    r"|(^F\d{4}|: F ).*(out.of.memory|resource.exhausted|failed to allocate)",
    re.IGNORECASE | re.MULTILINE,
)


def run_in_fork(work, log):
    """Call a function in a child process.

    Parameters
    ----------
    work : callable
        Takes no arguments; what it returns is lost.
    log : str or Path
        Where its output goes.

    Returns
    -------
    str or None
        None if the function returned, else how it ran out of memory.

    Raises
    ------
    SystemExit
        If it failed in another way, with its exit status; the log has the reason.
    """
    sys.stdout.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(writing)
        _work_as_child(work, reading)
    os.close(reading)
    try:
        _, status = os.waitpid(child, 0)
    except BaseException:  # a signal: the child does not outlive its parent
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
        raise
    finally:
        os.close(writing)
    code = os.waitstatus_to_exitcode(status)
    if code == OUT_OF_MEMORY:
        return "it ran out of memory"
    if code == -signal.SIGKILL:
        return "its process was killed (SIGKILL), which happens when memory runs out"
    if code == -signal.SIGABRT and NO_MEMORY.search(Path(log).read_text(errors="replace")):
        return "its process aborted (SIGABRT) because memory ran out"
    if code:
        raise SystemExit(abs(code))
    return None


def _work_as_child(work, parent):
    """Work and end without returning; `parent` is a pipe that closes when the parent ends."""

    def follow():
        os.read(parent, 1)
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
    status = 0
    try:
        work()
    except BaseException as error:
        status = explain_error(error, 2)
    sys.stdout.flush()
    os._exit(status)
