"""Check that files are intact: checksum, expected content, finite values.

For a folder, all files in it are checked. The exit status is 1 if a file is bad.
"""

from pathlib import Path

from evenbeat.runtime.errors import InputError

HELP = "check that files are intact"
EXAMPLES = """\
  evenbeat check results/interpatient/train.h5
  evenbeat check results | grep -v ': ok$'"""


def add_arguments(parser):
    """Add the arguments of the subcommand.

    Parameters
    ----------
    parser : argparse.ArgumentParser
    """
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="any file of a run, or a folder"
    )


def run(options):
    """Check the files, and print `ok` or the problem of each.

    Parameters
    ----------
    options : argparse.Namespace

    Returns
    -------
    int
        1 if a file is bad.
    """
    from evenbeat.artifacts.check import check_artifact

    status = 0
    for path in (found for given in options.files for found in _list_files(given)):
        try:
            check_artifact(path)
        except InputError as error:
            status, verdict = 1, f"bad: {error}"
        else:
            verdict = "ok"
        print(f"{path}: {verdict}", flush=True)
    return status


def _list_files(path):
    """List a file, or all files in a folder except hidden ones: the workflow writes none."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return [
        file
        for file in files
        if not any(part.startswith(".") for part in file.relative_to(path).parts)
    ]
