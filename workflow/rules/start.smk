# What happens at the start of a run.
import os
from functools import partial

from evenbeat.data.download import renew_checksums
from evenbeat.data.record_files import list_files
from evenbeat.pipeline.mtimes import clamp_future_mtimes
from evenbeat.pipeline.plan import write_plan
from evenbeat.pipeline.slurm import check_cluster, list_requests

PLAN = f"{config['pathvars']['results']}/logs/plan.json"


def check_executor(workflow):
    """Check the resource requests of the jobs against the cluster if the executor is SLURM."""
    if workflow.executor_plugin.name != "slurm":
        return
    # With a table of partitions, the executor chooses a partition for jobs that name none.
    chosen_later = workflow.executor_settings.partition_config or os.getenv(
        "SNAKEMAKE_SLURM_PARTITIONS"
    )
    jobs = (dict(job.resources.items()) for job in workflow.dag.needrun_jobs())
    try:
        check_cluster(list_requests(jobs, bool(chosen_later)))
    except InputError as error:
        raise WorkflowError(str(error))


def choose_jobs_once(workflow):
    """Let Snakemake choose jobs only when a job has ended, and not every second."""
    # Snakemake 9.27 limits the jobs that it submits in a second. For this, it chooses again one second after each
    # choice, and so on: every job adds one choice per second, until they use a whole core.
    if workflow.executor_plugin.name == "local":
        workflow.scheduler.job_rate_limiter = None


def renew_lists():
    """Take over changes in the checksum lists of folders on this machine."""
    for name in DATABASES:
        described = config["databases"][name]
        files = partial(list_files, records=RECORDS[name], annotator=described["annotator"])
        if described["checksums"] is None:
            try:
                renew_checksums(described["url"], fetched_list(name), files)
            except InputError as error:
                raise WorkflowError(str(error))


onstart:
    check_executor(workflow)
    renew_lists()
    choose_jobs_once(workflow)
    clamp_future_mtimes([*config["pathvars"].values(), project_file("workflow")])
    write_plan(PLAN, workflow.dag)
