# What a run does when it begins.
import contextlib
import os
import time
from collections import Counter
from pathlib import Path

from evenbeat.cluster import check_cluster
from evenbeat.errors import InputError
from evenbeat.files import write_json
from snakemake.exceptions import WorkflowError


def forget_the_future(folders):
    """Give files from before a clock was set back the time of now.

    Snakemake goes by times: what is made from a file of tomorrow would never be newer than it. Their
    order among each other does not suffer, since none of them becomes older than another.
    """
    now = time.time()
    for folder in folders:
        for path in Path(folder).rglob("*"):
            if path.is_file() and path.stat().st_mtime > now:
                # Those of another user, in resources that are shared, are theirs to see to.
                with contextlib.suppress(PermissionError):
                    os.utime(path, (now, now))


def plan_file():
    """Name the file in which a run writes down its plan when it begins."""
    return f"{config['pathvars']['results']}/logs/plan.json"


def write_plan(dag):
    """Write down the rules of a run, their jobs, and which reads from which."""
    jobs = Counter(job.rule.name for job in dag.jobs)
    edges = {
        (job.rule.name, source.rule.name) for job in dag.jobs for source in dag.dependencies[job]
    }
    write_json(plan_file(), {"jobs": dict(jobs), "edges": sorted(edges)})


def check_executor(workflow):
    """Hold what jobs ask for against the cluster that they are to run on, where it is SLURM."""
    if workflow.executor_plugin.name != "slurm":
        return
    asked = ("slurm_partition", "gpu", "gpu_model")
    # Of other clusters than the one that is asked by default, nothing is known.
    elsewhere = {"cluster", "clusters", "slurm_cluster"}
    # Given a table of partitions, the executor chooses one for jobs that name none.
    chosen_later = bool(
        workflow.executor_settings.partition_config or os.getenv("SNAKEMAKE_SLURM_PARTITIONS")
    )
    jobs = [
        [job.resources.get(name) for name in asked]
        for job in workflow.dag.needrun_jobs()
        if not elsewhere & set(job.resources.keys())
    ]
    try:
        check_cluster(
            {
                (partition, gpus or 0, kind)
                for partition, gpus, kind in jobs
                if partition is not None or not chosen_later
            }
        )
    except InputError as error:
        raise WorkflowError(str(error))


onstart:
    check_executor(workflow)
    forget_the_future([*config["pathvars"].values(), project_file("workflow")])
    write_plan(workflow.dag)
