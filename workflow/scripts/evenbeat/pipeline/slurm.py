"""Check of the resource requests against a SLURM cluster, before jobs are submitted."""

import re
import shutil
import subprocess

from evenbeat.runtime.errors import InputError

PROFILE = "profiles/slurm/config.yaml"
# Resources that determine on which nodes a job can run.
REQUESTED = ("slurm_partition", "gpu", "gpu_model")
# Resources that choose another cluster, which cannot be checked.
ELSEWHERE = {"cluster", "clusters", "slurm_cluster"}


def list_requests(jobs, partition_chosen_later):
    """List the resource requests of jobs to the default cluster.

    Parameters
    ----------
    jobs : iterable of dict
        The resources of each job.
    partition_chosen_later : bool
        Whether the executor chooses the partition of jobs without one. Such jobs are left out.

    Returns
    -------
    set of tuple
        Partition, number of GPUs and their kind, as for `check_cluster`.
    """
    requests = set()
    for resources in jobs:
        partition, gpus, kind = (resources.get(name) for name in REQUESTED)
        chosen_later = partition is None and partition_chosen_later
        if not (chosen_later or ELSEWHERE & resources.keys()):
            requests.add((partition, gpus or 0, kind))
    return requests


def check_cluster(wanted):
    """Check that SLURM has the partitions and GPUs that jobs request.

    Parameters
    ----------
    wanted : iterable of (str or int or None, int, str or None)
        Requests of the jobs: the partition, or several separated by commas (None for the cluster's
        default); the number of GPUs; and their kind (None for any).

    Raises
    ------
    InputError
        If SLURM is not installed or does not answer, or if it lacks a partition or a node with the
        GPUs.
    """
    if not (shutil.which("sbatch") and shutil.which("sinfo")):
        raise InputError(
            "This machine has no sbatch or sinfo, the commands of SLURM. Run on a node of the "
            "cluster that may submit jobs, or use another profile to run on this machine only."
        )
    nodes = list_nodes()
    for partitions, gpus, kind in sorted(set(wanted), key=str):
        _check_gpus(_choose_nodes(nodes, partitions), partitions, gpus, kind)


def _choose_nodes(nodes, partitions):
    """Choose the nodes of some partitions and return their resources."""
    if partitions is None:
        return [resources for name, resources in nodes if name.endswith("*")]
    known = {name.rstrip("*") for name, _ in nodes}
    named = str(partitions).split(",")
    if unknown := [name for name in named if name not in known]:
        raise InputError(
            f"SLURM has no partition {unknown[0]!r}; it has {', '.join(sorted(known))}. Set "
            f"slurm_partition to one of them in {PROFILE}."
        )
    return [resources for name, resources in nodes if name.rstrip("*") in named]


def _check_gpus(nodes, partitions, gpus, kind):
    most = max((count_gpus(resources, kind) for resources in nodes), default=0)
    if gpus > most:
        raise InputError(
            f"Jobs request {gpus} GPU{f' of kind {kind}' if kind else ''}, and no node of "
            f"{f'partition {partitions}' if partitions else 'the default partition'} has more than "
            f"{most}. Set another partition for them in {PROFILE}, or set their gpu to 0 as "
            "described there: then networks are trained on CPUs."
        )


def list_nodes():
    """List the kinds of nodes of the cluster.

    Returns
    -------
    list of tuple of str
        Partition, with a star if it is the default one, and generic resources.

    Raises
    ------
    InputError
        If SLURM does not answer.
    """
    asked = subprocess.run(
        ["sinfo", "--all", "--noheader", "--format=%P|%G"],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode or not asked.stdout.strip():
        raise InputError(
            f"SLURM does not answer to sinfo: {asked.stderr.strip() or 'no node'}. Run the same "
            "command again when it does; what is finished is kept."
        )
    return [tuple(line.split("|")) for line in asked.stdout.split()]


def count_gpus(resources, kind=None):
    """Count the GPUs of a node.

    Parameters
    ----------
    resources : str
        Generic resources of the node, as sinfo lists them.
    kind : str, optional
        Kind of GPU. By default, the most frequent kind of the node.

    Returns
    -------
    int

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
