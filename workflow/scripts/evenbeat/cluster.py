"""Whether a SLURM cluster has what jobs will ask it for, before any of them waits for it."""

import re
import shutil
import subprocess

from evenbeat.errors import InputError

PROFILE = "profiles/slurm/config.yaml"


def check_cluster(wanted):
    """Ask SLURM whether jobs can run as they are to be submitted.

    Parameters
    ----------
    wanted : iterable of (str or int or None, int, str or None)
        For the jobs, the partition, or several with commas between them (None: the cluster's
        default), the number of GPUs, and their kind (None: any).

    Raises
    ------
    InputError
        SLURM is not there or does not answer, or it has no such partition, or no node with such
        GPUs.
    """
    if not (shutil.which("sbatch") and shutil.which("sinfo")):
        raise InputError(
            "No sbatch or sinfo here, by which jobs are given to SLURM. Run on a node of the "
            "cluster that may submit jobs, or on this machine alone with another profile."
        )
    nodes = list_nodes()
    for partitions, gpus, kind in sorted(set(wanted), key=str):
        _check_gpus(_choose_nodes(nodes, partitions), partitions, gpus, kind)


def _choose_nodes(nodes, partitions):
    """Give the resources of the nodes of some partitions."""
    if partitions is None:
        return [resources for name, resources in nodes if name.endswith("*")]
    known = {name.rstrip("*") for name, _ in nodes}
    named = str(partitions).split(",")
    if unknown := [name for name in named if name not in known]:
        raise InputError(
            f"SLURM has no partition {unknown[0]!r}; it has {', '.join(sorted(known))}. Name one "
            f"of them as slurm_partition in {PROFILE}."
        )
    return [resources for name, resources in nodes if name.rstrip("*") in named]


def _check_gpus(nodes, partitions, gpus, kind):
    most = max((count_gpus(resources, kind) for resources in nodes), default=0)
    if gpus > most:
        raise InputError(
            f"Jobs ask for {gpus} GPU{f' of kind {kind}' if kind else ''}, and no node of "
            f"{f'partition {partitions}' if partitions else 'the default partition'} has more than "
            f"{most}. Name another partition for them in {PROFILE}, or set their gpu to 0 as is "
            "said there: networks are then trained on processors."
        )


def list_nodes():
    """List partition (the default one with a star) and resources for each kind of node."""
    asked = subprocess.run(
        ["sinfo", "--all", "--noheader", "--format=%P|%G"],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode or not asked.stdout.strip():
        raise InputError(
            f"SLURM does not answer to sinfo: {asked.stderr.strip() or 'no node'}. Run the same "
            "command again once it does; what is finished is kept."
        )
    return [tuple(line.split("|")) for line in asked.stdout.split()]


def count_gpus(resources, kind=None):
    """Count the GPUs of a kind in a node's generic resources, or of that which it has most of.

    Examples
    --------
    >>> count_gpus("gpu:a100:4(S:0-1),gpu:t4:1,nvme:1"), count_gpus("gpu:2"), count_gpus("(null)")
    (4, 2, 0)
    >>> count_gpus("gpu:a100:4(S:0-1),gpu:t4:1,nvme:1", "t4")
    1
    """
    entries = re.sub(r"\(.*?\)", "", resources).split(",")
    parts = [entry.split(":") for entry in entries if entry.partition(":")[0] == "gpu"]
    return max(
        (
            int(part[-1]) if part[-1].isdigit() else 1
            for part in parts
            if kind is None or kind in part
        ),
        default=0,
    )
