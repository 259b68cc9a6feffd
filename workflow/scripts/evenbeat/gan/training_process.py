"""Training of a GAN in a child process: if memory runs out, the run continues without the GAN."""

from evenbeat.gan.untrained import write_out_of_memory
from evenbeat.runtime.fork import run_in_fork


def train_in_child_process(
    path, gan_id, epoch, log, threads, train, held_out, retries_left, **stage
):
    """Run a training stage of a GAN in a child process.

    If it runs out of memory and cannot be retried, the checkpoint holds the reason instead.

    Parameters
    ----------
    path : str
        The checkpoint to write.
    gan_id : evenbeat.gan.identity.GanId
    epoch : str
        Epoch of the checkpoint.
    log : str
        Log file of this process.
    threads : int
    train, held_out : str
        Files of the split's training beats and of the mask of held-out beats.
    retries_left : int
        How many times the job can still be retried; on a cluster, each retry gets more memory.
    **stage : object
        The other parameters of `evenbeat.gan.training_stage.train_stage`.

    Raises
    ------
    MemoryError
        If the stage runs out of memory and can be retried.
    SystemExit
        If the stage fails in another way.
    """

    # Only the child imports TensorFlow, which does not survive a fork. The parent must stay small,
    # because the system kills the largest process first.
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
        raise MemoryError(f"({reason}); the job will be retried")
    if reason:
        write_out_of_memory(path, reason, gan_id, epoch)
