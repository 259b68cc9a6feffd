"""Runs Snakemake again and again in forks of one process: half of a dry run is its imports.

Reads lines of JSON: folder, arguments, environment, and a file for the output. Answers each with
the exit status.
"""

import json
import os
import sys

from snakemake.cli import main


def run(folder, arguments, environment, output):
    """Be Snakemake, as if it had been started anew."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for name, mode, descriptors in ((os.devnull, os.O_RDONLY, [0]), (output, os.O_WRONLY, [1, 2])):
        opened = os.open(name, mode)
        for descriptor in descriptors:
            os.dup2(opened, descriptor)
    main(arguments)


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run(*json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
