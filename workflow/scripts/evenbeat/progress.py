"""How long a job will still take, judging by how long it has taken so far."""

import math
import time


class Stopwatch:
    """Runs from when it is made.

    Parameters
    ----------
    clock : callable
        Gives seconds.
    """

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._started = clock()

    def left(self, done, of):
        """Say how long the rest will take, `done` parts out of `of` being done; nothing at none.

        Examples
        --------
        >>> Stopwatch(iter([0, 6]).__next__).left(2, of=3)
        ', 3 s left'
        """
        if not done:
            return ""
        return f", {math.ceil((self._clock() - self._started) * (of - done) / done)} s left"
