"""Training in a process of its own, so that a GAN that runs out of memory takes nothing with it."""

import os
import re
import signal
import sys
import threading
from pathlib import Path

from evenbeat.logs import OUT_OF_MEMORY, explain
from evenbeat.untrained import give_up

# The last words of the C++ runtime, or of TensorFlow (log level F), when they end the process for
# want of memory. They end it for much else too; and TensorFlow says as much, at other levels, of
# memory that it can do without.
NO_MEMORY = re.compile(
    r"^terminate called .*bad_alloc"
    r"|(^F\d{4}|: F ).*(out.of.memory|resource.exhausted|failed to allocate)",
    re.IGNORECASE | re.MULTILINE,
)


def train_apart(path, log, threads, train, held_out, retries_left, **segment):
    """Train a segment in a process of its own; if it runs out of memory, say so in the milestone.

    Parameters
    ----------
    path : str
        The milestone to write.
    log : str
        Where this process's output goes.
    threads : int
    train : str
        The split's training beats.
    held_out : dict
        The configuration's `gan.held_out`.
    retries_left : int
        How often the job would be begun again, on a cluster each time with more memory.
    segment
        What else `evenbeat.segment.train_segment` takes.

    Raises
    ------
    MemoryError
        If it runs out of memory and may be begun again.
    """

    # TensorFlow is imported by the child alone: it does not survive a fork, and the parent has to
    # stay small, since the system ends the largest process first.
    def work():
        from evenbeat.backend import use_threads
        from evenbeat.beat_table import FEATURES, read_attributes, read_beats
        from evenbeat.segment import train_segment
        from evenbeat.splits import hold_out

        use_threads(threads)
        beats = hold_out(read_beats(train, (*FEATURES, "label", "patient")), **held_out)
        train_segment(path, beats=beats, provenance=read_attributes(train), **segment)

    reason = run_apart(work, log)
    if reason and retries_left > 0:
        raise MemoryError(f"({reason}); the job is to be begun again")
    if reason:
        give_up(path, reason, segment["identity"])


def run_apart(work, log):
    """Call a function in a process of its own.

    Parameters
    ----------
    work : callable
        Takes no arguments; what it returns is lost.
    log : str or Path
        Where its output goes.

    Returns
    -------
    str or None
        None if it came to its end, else how it ran out of memory.

    Raises
    ------
    SystemExit
        If it failed in another way, with its exit status; it has said why.
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
        return "its process was killed (SIGKILL), as one is that has no memory"
    if code == -signal.SIGABRT and NO_MEMORY.search(Path(log).read_text(errors="replace")):
        return "its process ended itself (SIGABRT) for want of memory"
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
        status = explain(error, 2)
    sys.stdout.flush()
    os._exit(status)
