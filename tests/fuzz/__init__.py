"""Damaged and hostile input of every kind: an error for a person, or a sound result.

The number of inputs is multiplied by FUZZ_TIMES, and reported at the end of the run:

    FUZZ_TIMES=40 .venv/bin/python -m pytest tests/fuzz
"""
