"""Provenance of a report: configuration, software, and git commit of the workflow."""

import json
import os
import subprocess
from importlib import metadata
from pathlib import Path
from platform import python_version

import yaml

from evenbeat.report.html import make_table

PACKAGES = (
    "snakemake",
    "tensorflow",
    "keras",
    "numpy",
    "scipy",
    "scikit-learn",
    "imbalanced-learn",
    "wfdb",
    "h5py",
    "matplotlib",
)


def tabulate_versions():
    """Tabulate the software versions in the environment of the report.

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    rows = [("python", python_version())]
    for package in PACKAGES:
        try:
            rows.append((package, metadata.version(package)))
        except metadata.PackageNotFoundError:
            rows.append((package, "not in the environment that made this page"))
    return make_table("Software", ["package", "version"], rows)


def describe_checkout(folder):
    """Name the git commit of a folder.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    str
        The commit, with "+ changes" if tracked files differ from it. The reason, if it is unknown.
    """
    # Without this, git status may lock the index and disturb another git command of the user.
    environment = os.environ | {"GIT_OPTIONAL_LOCKS": "0"}

    def git(*arguments):
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        ).stdout.strip()

    try:
        commit = git("rev-parse", "--verify", "HEAD")
        changes = git("status", "--porcelain", "--untracked-files=no")
    except OSError:
        return "not known: git is not installed"
    except subprocess.CalledProcessError as error:
        return f"not known: {error.stderr.strip()}"
    return f"{commit} + changes" if changes else commit


def shorten_commit(checkout):
    """Shorten the name of a commit for people.

    Parameters
    ----------
    checkout : str
        As `describe_checkout` returns it.

    Returns
    -------
    str

    Examples
    --------
    >>> shorten_commit("8ac084b9f0c2d3e4a5b6c7d8e9f00112233445 + changes")
    'commit 8ac084b + changes'
    """
    if checkout.startswith("not known"):
        return "commit not known"
    name, _, changes = checkout.partition(" + ")
    return f"commit {name[:7]}" + (f" + {changes}" if changes else "")


def tabulate_run(config):
    """Tabulate the databases of a run, with their sources, and the git commit of the workflow.

    Parameters
    ----------
    config : dict
        The whole configuration.

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    names = {"database": config["run"]["databases"], "external test": config["run"]["external"]}
    rows = [
        (what, f"{name}, fetched from {config['databases'][name]['url']}")
        for what, found in names.items()
        for name in found
    ]
    rows += [
        (
            f"checksums of {name}",
            config["databases"][name]["checksums"] or "the list of the database",
        )
        for found in names.values()
        for name in found
    ]
    rows.append(("workflow's git commit", describe_checkout(Path(__file__).parent)))
    return make_table("Run", ["what", "value"], rows)


def tabulate_seeds(gans, classifiers):
    """Tabulate the seeds of the GANs, and of the classifiers that train with their beats.

    Parameters
    ----------
    gans : int
        Number of GANs of each class and model.
    classifiers : int
        Number of classifiers for each of them.

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    rows = [
        (gan, ", ".join(map(str, range(gan * classifiers, (gan + 1) * classifiers))))
        for gan in range(gans)
    ]
    return make_table(
        "Seeds of the GANs, one of each class and model, and of the classifiers that train with "
        "the beats of each. Arms without a GAN have classifiers of the same seeds.",
        ["GAN", "classifiers"],
        rows,
    )


def write_config(config):
    r"""Write a configuration as YAML, in its own order.

    Parameters
    ----------
    config : dict

    Returns
    -------
    str

    Examples
    --------
    >>> write_config({"run": {"arms": ["none"]}})
    'run:\n  arms: [none]\n'
    """
    # JSON turns Snakemake's ordered dicts into plain ones, which safe_dump needs.
    plain = json.loads(json.dumps(config))
    return yaml.safe_dump(plain, sort_keys=False, default_flow_style=None, width=100)
