"""Show what a folder of WFDB records holds, and write a configuration for the workflow.

The command reads records, sampling rates, leads, annotators, beats and patients as the workflow
does, and reports what the workflow would reject. With -o, it writes three files: the configuration,
the records table (.tsv) and a checksum list (.sha256). Snakemake can then run with them.
"""

import argparse
import shlex
import sys
from pathlib import Path

HELP = "show what a folder of WFDB records holds, and write its configuration"
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
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="folder with the records")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="configuration file to write, <name>.yaml"
    )
    parser.add_argument("--force", action="store_true", help="replace existing files")
    parser.add_argument(
        "--annotator",
        metavar="SUFFIX",
        help="suffix of the annotation files (default: the one with most beat classes)",
    )
    parser.add_argument(
        "--test-share",
        metavar="X",
        type=_share,
        default=0.5,
        help="fraction of the patients in the test set, between 0 and 1 (default %(default)s)",
    )
    parser.add_argument(
        "--seed",
        metavar="N",
        type=int,
        default=0,
        help="random seed of the draw of test patients (default %(default)s)",
    )


def _share(text):
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(
            f"{text!r}: expected a number between 0 and 1, for example 0.5"
        )
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
        SUFFIXES,
        check_output,
        list_outputs,
        write_configuration,
    )
    from evenbeat.survey.description import describe_folder
    from evenbeat.survey.summary import summarise_survey
    from evenbeat.survey.warnings import list_warnings

    path = options.output
    if path and path.suffix not in SUFFIXES:
        options.usage_error("-o: expected a file name with the suffix .yaml or .yml")
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
        print(f"next: snakemake --cores 2 --configfile {shlex.quote(str(path))}")
    return 0


def _show_progress(line):
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
