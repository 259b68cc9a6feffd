"""Say what a folder of WFDB records holds, and make a configuration for the workflow.

Records, rates, leads, annotators, beats and patients are read with the functions of the workflow,
so what it would refuse is named here. With -o, three files are written: the configuration, the
records table (.tsv) and a checksum list (.sha256). From there, a run is one more command.
"""

import argparse
import sys
from pathlib import Path

HELP = "say what a folder of WFDB records holds, and make its configuration"
EXAMPLES = """\
  evenbeat describe /data/mine
  evenbeat describe /data/mine -o config/mine.yaml
  snakemake --cores 2 --configfile config/mine.yaml"""


def add_arguments(parser):
    """Add the arguments of the subcommand.

    Parameters
    ----------
    parser : argparse.ArgumentParser
    """
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="folder of the records")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="configuration to write, <name>.yaml"
    )
    parser.add_argument("--force", action="store_true", help="replace files that exist")
    parser.add_argument("--annotator", help="suffix of the annotation files; chosen by default")
    parser.add_argument(
        "--test-share",
        metavar="X",
        type=_share,
        default=0.5,
        help="share of the patients for test (default %(default)s)",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the draw of the patients")


def _share(text):
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def run(options):
    """Print the survey, and write the configuration.

    Parameters
    ----------
    options : argparse.Namespace

    Returns
    -------
    int
    """
    from evenbeat.survey.configuration import (
        check_output,
        list_outputs,
        write_configuration,
    )
    from evenbeat.survey.description import describe_folder
    from evenbeat.survey.summary import summarise_survey
    from evenbeat.survey.warnings import list_warnings

    path = options.output
    force = list_outputs(path) if path and options.force else []
    if path:
        check_output(path, force)
    found = describe_folder(
        options.folder, options.annotator, options.test_share, options.seed, _show_progress
    )
    print(f"{options.folder}: WFDB records")
    for label, text in summarise_survey(found):
        print(f"  {label:10}  {text}")
    for line in list_warnings(found):
        print(f"warning: {line}")
    if path:
        written = write_configuration(found, path, force)
        print(f"written: {', '.join(map(str, written))}")
        print(f"next: snakemake --cores 2 --configfile {path}")
    return 0


def _show_progress(line):
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
