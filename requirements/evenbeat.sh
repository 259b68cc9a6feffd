#!/bin/sh
# The command of a clone, as .venv/bin/evenbeat: no installation, and always the clone's own library.
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
PYTHONPATH="$here/../../workflow/scripts" exec "$here/python" -m evenbeat "$@"
