#!/bin/sh
# Stop at once if TensorFlow does not support this Python.
# Usage: check-python.sh PYTHON
exec "$1" - <<'PYTHON'
import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    found = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"Python {found} found; TensorFlow needs 3.11 to 3.13. Try: make PYTHON=python3.12 demo")
PYTHON
