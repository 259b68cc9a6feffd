"""The remaining time of a job, estimated from its elapsed time."""

import math
import time


class Stopwatch:
    """Measure time since its construction.

    Parameters
    ----------
    clock : callable
        () -> seconds.
    """

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._started = clock()

    def left(self, done, of):
        """Format the remaining time.

        Parameters
        ----------
        done : int
            Parts that are done.
        of : int
            All parts.

        Returns
        -------
        str
            Empty as long as no part is done.

        Examples
        --------
        >>> Stopwatch(iter([0, 6]).__next__).left(2, of=3)
        ', 3 s left'
        """
        if not done:
            return ""
        return f", {math.ceil((self._clock() - self._started) * (of - done) / done)} s left"
