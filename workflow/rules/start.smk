# The start of a run.
import os

from evenbeat.pipeline.mtimes import clamp_future_mtimes
from evenbeat.pipeline.plan import write_plan
from evenbeat.pipeline.slurm import check_cluster, list_requests

PLAN = f"{config['pathvars']['results']}/logs/plan.json"


def check_executor(workflow):
    """Check the resource requests of the jobs against the cluster if the executor is SLURM."""
    if workflow.executor_plugin.name != "slurm":
        return
    # If there is a table of partitions, the executor chooses one for jobs that name none.
    chosen_later = workflow.executor_settings.partition_config or os.getenv(
        "SNAKEMAKE_SLURM_PARTITIONS"
    )
    jobs = (dict(job.resources.items()) for job in workflow.dag.needrun_jobs())
    try:
        check_cluster(list_requests(jobs, bool(chosen_later)))
    except InputError as error:
        raise WorkflowError(str(error))


def choose_jobs_once(workflow):
    """Let Snakemake choose jobs when one has ended, and not every second as well."""
    # To submit a hundred jobs a second at most, Snakemake 9.27 looks again a second after each choice, and
    # again a second after that: every job adds one look a second, until they take a whole core.
    if workflow.executor_plugin.name == "local":
        workflow.scheduler.job_rate_limiter = None


onstart:
    check_executor(workflow)
    choose_jobs_once(workflow)
    clamp_future_mtimes([*config["pathvars"].values(), project_file("workflow")])
    write_plan(PLAN, workflow.dag)
