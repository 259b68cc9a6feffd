"""How inputs are generated, and what may come of them."""

import functools
import os
import re

from evenbeat.runtime.errors import InputError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TIMES = float(os.environ.get("FUZZ_TIMES", "1"))

# What a message tells the user to do.
REMEDY = re.compile(
    "run again|expected|Expected|must|leave|Leave|there are|add|Check|stands|makes? |letters"
)

count = 0


def fuzz(examples, **strategies):
    """Run a test on many inputs, always the same ones."""

    def decorate(test):
        @functools.wraps(test)
        def counted(*arguments, **values):
            global count
            count += 1
            return test(*arguments, **values)

        return settings(
            max_examples=int(examples * TIMES),
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )(given(**strategies)(counted))

    return decorate


def refused(path, function, *arguments):
    """Tell whether a function refuses its input, with a message that names it and helps.

    Any other error is the test's failure.
    """
    try:
        function(*arguments)
    except InputError as error:
        message = str(error)
    else:
        return False
    assert str(path) in message
    assert REMEDY.search(message), message
    return True


@st.composite
def damaged(draw, content):
    """Give content with some bytes changed, cut out, put in, repeated, or cut off at the end."""
    content = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(content)))
        length = draw(st.integers(1, 40))
        piece = draw(st.binary(min_size=1, max_size=8))
        kind = draw(st.sampled_from(["change", "insert", "delete", "repeat", "cut"]))
        if kind == "change":
            content[place : place + len(piece)] = piece
        elif kind == "insert":
            content[place:place] = piece
        elif kind == "delete":
            del content[place : place + length]
        elif kind == "repeat":
            content[place:place] = content[place : place + length]
        else:
            del content[place:]
    return bytes(content)
