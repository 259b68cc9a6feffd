"""The command `evenbeat`: each subcommand is a module of this package.

Exit status: 0 for success, 1 if a file or an input is bad, 2 if the arguments are wrong.
"""

import argparse
import importlib
import os
import sys
from importlib import metadata

from evenbeat.cli.output import complain
from evenbeat.runtime.errors import InputError

COMMANDS = ("show", "check", "describe", "sample")


def build_parser():
    """Build the parser of the command line.

    Returns
    -------
    argparse.ArgumentParser
    """
    parser = argparse.ArgumentParser(
        prog="evenbeat",
        description="Tools for the workflow evenbeat, which balances heartbeat data.",
        epilog="Help for a command: evenbeat COMMAND --help",
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = importlib.import_module(f"evenbeat.cli.{name}")
        command = commands.add_parser(
            name,
            help=module.HELP,
            description=module.__doc__,
            epilog=f"examples:\n{module.EXAMPLES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run, usage_error=command.error)
    return parser


def _version():
    try:
        return f"evenbeat {metadata.version('evenbeat')}"
    except metadata.PackageNotFoundError:
        return "evenbeat, not installed: run from a clone"


def _replace_closed_streams():
    """Open the streams that the shell has closed (`>&-`); else a file would take their place."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))


def main(arguments=None):
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line by default.

    Returns
    -------
    int
        The exit status.
    """
    _replace_closed_streams()
    options = build_parser().parse_args(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()
    except InputError as error:
        complain(error)
        status = 1
    except BrokenPipeError:
        # The reader, such as head, has closed the pipe. Flushing the buffer must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}" if error.filename else error)
        status = 1
    except KeyboardInterrupt:
        complain("stopped by Ctrl-C")
        status = 130
    return status
