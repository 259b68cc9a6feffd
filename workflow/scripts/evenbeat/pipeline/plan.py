"""The plan of a run: its rules, the number of their jobs, and the dependencies between them."""

from collections import Counter

from evenbeat.io.json_files import write_json


def write_plan(path, dag):
    """Write the plan of a run as JSON.

    Parameters
    ----------
    path : str or Path
    dag : snakemake.dag.DAG
    """
    jobs = Counter(job.rule.name for job in dag.jobs)
    edges = {
        (job.rule.name, source.rule.name) for job in dag.jobs for source in dag.dependencies[job]
    }
    write_json(path, {"jobs": dict(jobs), "edges": sorted(edges)})
