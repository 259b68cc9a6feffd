"""Check that files are intact: checksum, expected content, finite values.

For a folder, all files in it are checked, also those in linked folders. The exit status is 1 if a
file is bad, or if a folder has no files.
"""

import os

from evenbeat.cli.paths import parse_path
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
        "files", metavar="FILE", nargs="+", type=parse_path, help="any file of a run, or a folder"
    )


def run(options):
    """Check the files, and print for each `ok`, the problem, or that it was not checked.

    Parameters
    ----------
    options : argparse.Namespace

    Returns
    -------
    int
        1 if a file is bad, or if a folder has no files.
    """
    status = 0
    for given in options.files:
        files = _list_files(given) if os.path.isdir(given) else [given]
        if not files:
            status = 1
            print(f"{given}: bad: there are no files in this folder", flush=True)
        for path in files:
            try:
                verdict = _judge(path)
            except InputError as error:
                status, verdict = 1, f"bad: {_remove_name(str(error), path)}"
            print(f"{path}: {verdict}", flush=True)
    return status


def _judge(path):
    from evenbeat.artifacts.check import check_artifact
    from evenbeat.artifacts.summary import UNKNOWN

    return "ok" if check_artifact(path) else f"not checked: {UNKNOWN}"


def _remove_name(message, path):
    """Remove the file's name from the beginning of a message, because the line begins with it."""
    for start in (f"{path} is ", f"{path}: ", f"{path} "):
        if message.startswith(start):
            return message.removeprefix(start)
    return message


def _list_files(folder):
    """List all files in a folder except hidden ones: the workflow writes none.

    Linked folders come last, so that each folder is listed once, by its own name if possible.
    """
    files, folders, links, seen = [], [folder], [], set()
    while folders or links:
        place = (folders or links).pop()
        real = os.path.realpath(place)
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = [entry for entry in place.iterdir() if not entry.name.startswith(".")]
        except OSError:  # the check of the folder itself says why
            files.append(place)
            continue
        for entry in entries:
            kind = files if not os.path.isdir(entry) else links if entry.is_symlink() else folders
            kind.append(entry)
    return sorted(files)
