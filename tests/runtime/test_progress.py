import doctest

from evenbeat.runtime import progress


def test_examples():
    assert doctest.testmod(progress).failed == 0


def test_nothing_is_known_before_anything_is_done():
    assert progress.Stopwatch().left(0, of=5) == ""


def test_nothing_is_left_at_the_end():
    assert progress.Stopwatch(iter([0, 6]).__next__).left(3, of=3) == ", 0 s left"
