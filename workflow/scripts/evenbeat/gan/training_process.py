"""Training of a GAN in a child process: if it runs out of memory, the run goes on without it."""

from evenbeat.gan.untrained import skip_for_memory
from evenbeat.runtime.fork import run_in_fork


def train_isolated(path, gan_id, epoch, log, threads, train, held_out, retries_left, **stage):
    """Run a stage of a GAN's training; if it runs out of memory, say so in the checkpoint.

    Parameters
    ----------
    path : str
        The checkpoint to write.
    gan_id : evenbeat.gan.identity.GanId
    epoch : str
        The checkpoint's.
    log : str
        Where this process's output goes.
    threads : int
    train, held_out : str
        The split's training beats, and which of them are held out.
    retries_left : int
        How often the job may be retried, on a cluster each time with more memory.
    **stage : object
        The other parameters of `evenbeat.gan.training_stage.train_stage`.

    Raises
    ------
    MemoryError
        If it runs out of memory and may be retried.
    SystemExit
        If it fails in another way.
    """

    # TensorFlow is imported by the child alone: it does not survive a fork, and the parent has to
    # stay small, since the system ends the largest process first.
    def work():
        from evenbeat.beats.held_out import read_with_held_out
        from evenbeat.beats.table import FEATURES, read_attributes
        from evenbeat.gan.training_stage import train_stage
        from evenbeat.nn.backend import use_threads

        use_threads(threads)
        beats = read_with_held_out(train, held_out, (*FEATURES, "label", "patient"))
        provenance = read_attributes(train)
        train_stage(path, gan_id=gan_id, epoch=epoch, beats=beats, provenance=provenance, **stage)

    reason = run_in_fork(work, log)
    if reason and retries_left > 0:
        raise MemoryError(f"({reason}); the job is to be begun again")
    if reason:
        skip_for_memory(path, reason, gan_id, epoch)
