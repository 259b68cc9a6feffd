import numpy as np
import pytest
from evenbeat.beats import reference
from evenbeat.beats.rhythm import measure_intervals, rhythm_features

RATE = 100
# 15 minutes of beats, with a premature one and its pause after every ninth: 80, ..., 40, 120.
LONG = np.cumsum(np.tile([80] * 8 + [40, 120], 112))


def test_the_record_is_the_reference_of_each_beat():
    samples = np.cumsum([50, 80, 80, 40, 120, 80])
    found = reference.refer_to_record(samples, RATE)
    assert found.mean.tolist() == found.median.tolist() == [80] * 6
    # The first beat has no interval before it; the fourth is premature.
    assert found.usual.tolist() == [False, True, True, False, True, True]
    assert found.blocks == [(slice(0, 6), slice(0, 6))]


def test_usual_beats_are_told_by_the_mean_in_a_record_that_is_mostly_ectopic():
    """Three premature beats and a pause, again and again: the median is the premature interval."""
    found = reference.refer_to_record(np.cumsum([0] + [50, 50, 50, 170] * 20), RATE)
    assert (found.mean[0], found.median[0]) == (80, 50)
    assert np.flatnonzero(found.usual).tolist() == list(range(4, 81, 4))


@pytest.mark.parametrize("refer", reference.REFERENCES.values(), ids=reference.REFERENCES)
@pytest.mark.parametrize("samples", [[], [5]])
def test_records_of_no_and_one_beat(refer, samples):
    found = refer(np.array(samples, dtype=np.int64), RATE)
    assert len(found.mean) == len(found.median) == len(found.usual) == len(samples)
    assert not found.usual.any()
    assert found.usual.dtype == bool
    values = np.ones((len(samples), 3))
    whole = np.ones(len(samples), bool)
    assert reference.repeat_medians(values, found, whole).tolist() == values.tolist()


def test_the_trailing_reference_has_the_intervals_of_five_minutes():
    samples = np.array([0, 100, 300, 600, 30000, 30300, 30400])
    found = reference.refer_to_past(samples, RATE)
    assert found.mean[1:4].tolist() == [100, 150, 200]
    assert found.median[3] == 200
    # The intervals that ended before 0, 300 and 400 no longer count.
    assert found.mean[4] == np.mean([100, 200, 300, 29400])
    assert found.mean[5] == np.mean([200, 300, 29400, 300])
    assert found.median[6] == np.median([300, 29400, 300, 100])
    assert found.usual.tolist() == [False, True, True, True, True, False, False]


def test_each_half_minute_is_compared_with_the_five_minutes_before_it():
    samples = np.arange(0, 40000, 1000)
    blocks = reference.refer_to_past(samples, RATE).blocks
    # Beats every ten seconds: three in a block, thirty in five minutes.
    assert blocks[0] == (slice(0, 3), slice(0, 3))
    assert blocks[1] == (slice(3, 6), slice(0, 3))
    assert blocks[10] == (slice(30, 33), slice(0, 30))
    assert blocks[11] == (slice(33, 36), slice(3, 33))
    assert blocks[13] == (slice(39, 40), slice(9, 39))
    assert [beat for own, _ in blocks for beat in range(own.start, own.stop)] == list(range(40))


def test_after_five_minutes_without_a_beat_there_is_a_new_start():
    samples = np.array([0, 100, 50000, 50100, 53000])
    blocks = reference.refer_to_past(samples, RATE).blocks
    assert blocks[1:] == [(slice(2, 4), slice(2, 4)), (slice(4, 5), slice(2, 4))]


@pytest.mark.parametrize("last", [600, 777, len(LONG) - 1])
def test_what_comes_later_changes_nothing_before_it(last):
    changed = LONG.copy()
    changed[last:] += 37
    whole, values = np.ones(len(LONG), bool), np.sin(np.arange(len(LONG)))
    found = []
    for samples, moved in ((LONG, 0), (changed, 5)):
        past = reference.refer_to_past(samples, RATE)
        rhythm = rhythm_features(samples, past.mean, past.median, 10)
        seen = values + moved * (np.arange(len(values)) >= last)
        found.append((rhythm, past.usual, reference.repeat_medians(seen, past, whole)))
    (rhythm, usual, medians), (rhythm2, usual2, medians2) = found
    assert np.array_equal(rhythm[: last - 1], rhythm2[: last - 1])
    # Of the beat before, only what the interval after it says.
    assert np.array_equal(rhythm[last - 1, [0, 2, 5]], rhythm2[last - 1, [0, 2, 5]])
    assert not np.array_equal(rhythm[last - 1, [1, 3, 4]], rhythm2[last - 1, [1, 3, 4]])
    assert np.array_equal(usual[:last], usual2[:last])
    assert np.array_equal(medians[:last], medians2[:last])


def test_both_references_agree_on_a_steady_record():
    record, past = (refer(LONG, RATE) for refer in reference.REFERENCES.values())
    assert past.mean[100:] == pytest.approx(record.mean[100:], rel=0.02)
    assert np.array_equal(past.usual[10:], record.usual[10:])
    assert np.array_equal(record.usual[1:], measure_intervals(LONG) >= 72)


def refer_all(usual):
    ones, everything = np.ones(len(usual)), slice(0, len(usual))
    return reference.Reference(ones, ones, usual, [(everything, everything)])


def test_medians_are_of_usual_beats_with_a_window():
    usual = np.array([False] * 20 + [True] * 11)
    whole = np.arange(31) != 30
    values = np.where(usual, 1.0, 9.0)[whole]
    assert reference.repeat_medians(values, refer_all(usual), whole).tolist() == [1] * 30


def test_with_fewer_than_ten_usual_beats_all_are_taken():
    usual = np.array([False] * 20 + [True] * 10)
    values = np.where(usual, 1.0, 9.0)
    everything = np.ones(30, bool)
    assert reference.repeat_medians(values, refer_all(usual), everything).tolist() == [1] * 30
    whole = np.arange(30) != 29
    assert reference.repeat_medians(values[whole], refer_all(usual), whole).tolist() == [9] * 29


def test_a_block_whose_past_has_no_window_is_compared_with_itself():
    ones = np.ones(4)
    blocks = [(slice(0, 2), slice(0, 2)), (slice(2, 4), slice(0, 2))]
    past = reference.Reference(ones, ones, ones > 0, blocks)
    whole = np.array([False, False, True, True])
    assert reference.repeat_medians(np.array([3.0, 5.0]), past, whole).tolist() == [4, 4]
