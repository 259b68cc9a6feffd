"""Show in a few lines what files hold: kind, class, model, units, provenance, checksum."""

from evenbeat.cli.output import complain
from evenbeat.cli.paths import parse_path
from evenbeat.runtime.errors import InputError

HELP = "show what a file holds"
EXAMPLES = """\
  evenbeat show results/interpatient/gan/transfer/seed0/gan_V_epoch70.h5
  evenbeat show results/interpatient/*.h5 | less"""


def add_arguments(parser):
    """Add the arguments of the subcommand.

    Parameters
    ----------
    parser : argparse.ArgumentParser
    """
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=parse_path, help="any file of a run"
    )


def run(options):
    """Print the summaries.

    Parameters
    ----------
    options : argparse.Namespace

    Returns
    -------
    int
        1 if a file cannot be read.
    """
    from evenbeat.artifacts.summary import summarise

    status = 0
    for path in options.files:
        try:
            found = summarise(path)
        except InputError as error:
            complain(error)
            status = 1
            continue
        print(f"{path}: {found.kind}")
        width = max((len(label) for label, _ in found.lines), default=0)
        for label, text in found.lines:
            print(f"  {label:{width}}  {text}")
    return status
