"""Taking times side by side; standard library only, for the environments without the project."""

import time

ROUNDS, STEPS = 7, 10


def seconds(function, times=1):
    """Time a call, mean of so many in a row."""
    started = time.perf_counter()
    for _ in range(times):
        function()
    return (time.perf_counter() - started) / times


def time_in_turns(ways):
    """Time steps by name in turns, so that whatever else the machine does falls on all of them.

    Returns the seconds of a step by name, one for each round, after three steps to warm up.
    """
    times = {name: [] for name in ways}
    for step in ways.values():
        seconds(step, 3)
    for _ in range(ROUNDS):
        for name, step in ways.items():
            times[name].append(seconds(step, STEPS))
    return times
