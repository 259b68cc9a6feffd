"""The rhythm of a simulated record: kinds and times of its beats."""

import numpy as np

# Episodes by kind of beat: patterns and their probabilities. "." is the record's base beat.
EPISODES = {
    "A": ((("A",), 0.85), (("A", "A", "A"), 0.15)),
    "J": ((("J",), 1.0),),
    "V": ((("V",), 0.7), (("V", "V"), 0.1), (("V", ".", "V", ".", "V", ".", "V"), 0.2)),
    "F": ((("F",), 1.0),),
    "f": ((("f",), 0.7), (("f", "f", "f"), 0.3)),
    "N": ((("N",), 0.2), (("N",) * 4, 0.4), (("N",) * 9, 0.4)),
    "a": ((("a",), 1.0),),
    # A bundle that recovers late stays blocked for several beats.
    "B": ((("B",) * 3, 0.5), (("B",) * 8, 0.5)),
}

# Range of the interval before a beat in a paced record, in pacing intervals. The pacemaker does not
# fire if the heart is faster. It starts a new interval after each beat that it senses.
PACED_COUPLING = {
    "/": (1.0, 1.0),
    "f": (0.97, 1.0),
    "F": (0.92, 0.98),
    "N": (0.85, 0.95),
    "A": (0.60, 0.75),
    "J": (0.65, 0.75),
    "V": (0.50, 0.68),
}


def _count_beats(patient, expected):
    """Compute the number of beats of each kind, without the base kind, among `expected` beats."""
    share = patient["share"]
    atrial, ventricular, fused, of_pacemaker = (round(share[name] * expected) for name in "SVFQ")
    junctional = round(0.15 * atrial)
    aberrant = round(patient["block"]["early"] * (atrial - junctional))
    counts = {"A": atrial - junctional - aberrant, "J": junctional, "V": ventricular, "F": fused}
    counts["a"] = aberrant
    rest = max(expected - atrial - ventricular - fused, 0)
    counts["B"] = round(patient["block"]["sinus"] * rest)
    if of_pacemaker:
        own = max(expected - atrial - ventricular - fused - of_pacemaker, 0)
        counts |= {"f": round(0.15 * of_pacemaker), "N": own}
    return counts


def _draw_episodes(rng, kind, count):
    """Draw episodes, tuples of kinds, that contain `count` beats of `kind` in total."""
    patterns, odds = zip(*EPISODES[kind], strict=True)
    episodes = []
    while count > 0:
        pattern = patterns[rng.choice(len(patterns), p=odds)]
        if pattern.count(kind) > count:
            pattern = (kind,)
        episodes.append(pattern)
        count -= pattern.count(kind)
    return episodes


def _draw_runs(rng, kind, count, mean):
    """Draw episodes of 1 to 2 * `mean` - 1 beats of `kind`, with `count` beats in total."""
    runs = []
    while count > 0:
        runs.append((kind,) * min(int(rng.integers(1, 2 * mean)), count))
        count -= len(runs[-1])
    return runs


def _expect_beats(patient, minutes):
    """Estimate the number of beats of a record."""
    expected = minutes * patient["heart_rate"]
    if patient["atrial_run"] > 1:
        # The beats of a run come faster than sinus beats, so more beats fit.
        expected /= 1 - patient["share"]["S"] * (1 - np.mean(patient["atrial_coupling"]))
    return round(expected)


def _plan_beats(rng, patient, minutes):
    """Draw the kinds of the beats in order: keys of `BEAT_OF`."""
    base = "/" if patient["conduction"] == "paced" else "N"
    expected, run = _expect_beats(patient, minutes), patient["atrial_run"]
    episodes = []
    for kind, count in _count_beats(patient, expected).items():
        if kind in "Aa" and run > 1:
            episodes += _draw_runs(rng, kind, count, run)
        else:
            episodes += _draw_episodes(rng, kind, count)
    rng.shuffle(episodes)
    free, gaps = expected - sum(map(len, episodes)), len(episodes) + 1
    # Two base beats or more between episodes separate a pause from the next early beat. With too
    # many ectopic beats for that, one base beat separates them.
    least = int(np.clip(free // gaps, 1, 2))
    lengths = least + rng.multinomial(max(free - least * gaps, 0), np.full(gaps, 1 / gaps))
    plan = [base] * int(lengths[0])
    for episode, length in zip(episodes, lengths[1:], strict=True):
        plan += [base if kind == "." else kind for kind in episode] + [base] * int(length)
    # Premature beats shorten the intervals, so more beats than `expected` may fit.
    return plan + [base] * (expected // 5 + 5)


def _sinus_intervals(rng, heart_rate, breathing, count):
    """Draw intervals (s), shape (count,), of a sinus node at `heart_rate` per minute."""
    # Intervals vary with breathing (Hz) and with blood pressure waves at 0.1 Hz: Task Force 1996,
    # doi:10.1161/01.CIR.93.5.1043.
    mean = 60.0 / heart_rate
    turns = 2 * np.pi * mean * np.arange(count)
    phases = rng.uniform(0, 2 * np.pi, 2)
    sway = rng.uniform(0.015, 0.035) * np.sin(breathing * turns + phases[0])
    sway += rng.uniform(0.010, 0.020) * np.sin(0.1 * turns + phases[1])
    return mean * (1 + sway + 0.008 * rng.standard_normal(count))


def _time_sinus_beats(rng, plan, intervals, patient):
    """Compute the times (s) of the beats in `plan` from the sinus node's `intervals` (s)."""
    # The coupling interval of a ventricular focus varies less than that of an atrial focus.
    ventricular_coupling = rng.uniform(*patient["ventricular_coupling"])
    node = last = rng.uniform(-0.4, 0.0)
    times = []
    for kind, interval in zip(plan, intervals, strict=True):
        if kind in ("A", "a", "J"):
            # The early impulse resets the sinus node: the pause is less than compensatory.
            last += rng.uniform(*patient["atrial_coupling"]) * interval
            node = last + rng.uniform(0.02, 0.12) * interval
        elif kind == "V":
            # The sinus node continues, but the ventricles are refractory and do not conduct its
            # next impulse: the pause is fully compensatory.
            last += (ventricular_coupling + rng.normal(0.0, 0.01)) * interval
            if node + interval - last < 0.5 * interval:
                node += interval
        elif kind == "F":
            # The ventricular focus fires just as the sinus impulse arrives.
            node += interval
            last = node - rng.uniform(0.0, 0.03) * interval
        else:
            node += interval
            last = node
        times.append(last)
    return np.array(times)


def _time_paced_beats(rng, plan, interval):
    """Draw the times (s) of the beats in `plan` under a demand pacemaker of `interval` (s)."""
    coupling = [rng.uniform(*PACED_COUPLING[kind]) for kind in plan]
    return rng.uniform(-0.4, 0.0) + interval * np.cumsum(coupling)


def place_beats(rng, patient, minutes, breathing):
    """Draw the kinds of a patient's beats and their times.

    Parameters
    ----------
    rng : Generator
    patient : dict
        As `complete_patient` returns it.
    minutes : float
        The record's length.
    breathing : float
        Breathing frequency in Hz.

    Returns
    -------
    kinds : list of str
        Keys of `BEAT_OF`.
    times : ndarray of float
        In s, only beats inside the record.
    """
    plan = _plan_beats(rng, patient, minutes)
    if patient["conduction"] == "paced":
        times = _time_paced_beats(rng, plan, 60.0 / patient["heart_rate"])
    else:
        intervals = _sinus_intervals(rng, patient["heart_rate"], breathing, len(plan))
        times = _time_sinus_beats(rng, plan, intervals, patient)
    # A beat at an end of the record is left out, because its peak may lie outside.
    inside = (times > 0.1) & (times < 60 * minutes - 0.1)
    return [plan[number] for number in np.flatnonzero(inside)], times[inside]
