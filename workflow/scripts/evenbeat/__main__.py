"""The command, for `python -m evenbeat`."""

import sys

from evenbeat.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
