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
    wanted : iterable of (str or None, int)
        For the jobs, the partition (None: the cluster's default) and the number of GPUs.

    Raises
    ------
    InputError
        SLURM is not there or does not answer, or it has no such partition, or no node with so many
        GPUs.
    """
    if not (shutil.which("sbatch") and shutil.which("sinfo")):
        raise InputError(
            "No sbatch or sinfo here, by which jobs are given to SLURM. Run on a node of the "
            "cluster that may submit jobs, or on this machine alone with another profile."
        )
    nodes = list_nodes()
    for partition, gpus in sorted(set(wanted), key=str):
        found = [number for name, number in nodes if partition in (name, None)]
        if not found:
            names = ", ".join(sorted({name for name, _ in nodes}))
            raise InputError(
                f"SLURM has no partition {partition!r}; it has {names}. Name one of them as "
                f"slurm_partition in {PROFILE}."
            )
        if gpus > max(found):
            where = f" of partition {partition}" if partition else ""
            raise InputError(
                f"Jobs ask for {gpus} GPU, and no node{where} has more than {max(found)}. Name "
                f"another partition in {PROFILE}, or set their gpu to 0 as is said there: networks "
                "are then trained on processors."
            )


def list_nodes():
    """List partition and number of GPUs for each kind of node in the cluster."""
    asked = subprocess.run(
        ["sinfo", "--noheader", "--format=%R|%G"], capture_output=True, text=True, check=False
    )
    if asked.returncode or not asked.stdout.strip():
        raise InputError(
            f"SLURM does not answer to sinfo: {asked.stderr.strip() or 'no node'}. Run the same "
            "command again once it does; what is finished is kept."
        )
    rows = (line.split("|") for line in asked.stdout.split())
    return [(partition, count_gpus(resources)) for partition, resources in rows]


def count_gpus(resources):
    """Count the GPUs of the kind that a node has most of, in its generic resources.

    Examples
    --------
    >>> count_gpus("gpu:a100:4(S:0-1),gpu:t4:1,nvme:1"), count_gpus("gpu:2"), count_gpus("(null)")
    (4, 2, 0)
    """
    entries = re.sub(r"\(.*?\)", "", resources).split(",")
    parts = [entry.split(":") for entry in entries if entry.partition(":")[0] == "gpu"]
    return max((int(part[-1]) if part[-1].isdigit() else 1 for part in parts), default=0)
