"""A simulated ECG database in the style of MIT-BIH: rhythm, noise, records and their WFDB files.

It has the file formats, leads, annotation symbols and kind of imbalance of the MIT-BIH Arrhythmia
Database, and replaces it where it is not available. It is no evidence about patients.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import wfdb
from scipy.ndimage import gaussian_filter1d

from evenbeat.checksums import digest_of
from evenbeat.errors import InputError
from evenbeat.simulated_beats import BEAT_OF, draw_anatomy, project, varied

CONDUCTED_SYMBOL = {
    "normal": "N",
    "left_bundle_branch_block": "L",
    "right_bundle_branch_block": "R",
    "paced": "N",
}

# How beats of a kind cluster: patterns and their probabilities. "." is the record's base beat.
EPISODES = {
    "A": ((("A",), 0.85), (("A", "A", "A"), 0.15)),
    "J": ((("J",), 1.0),),
    "V": ((("V",), 0.7), (("V", "V"), 0.1), (("V", ".", "V", ".", "V", ".", "V"), 0.2)),
    "F": ((("F",), 1.0),),
    "f": ((("f",), 0.7), (("f", "f", "f"), 0.3)),
    "N": ((("N",), 0.2), (("N",) * 4, 0.4), (("N",) * 9, 0.4)),
}

# Interval before a beat in a paced record, in units of the pacing interval: the pacemaker stays
# silent where the heart is faster, and starts a new interval after each beat that it senses.
PACED_COUPLING = {
    "/": (1.0, 1.0),
    "f": (0.97, 1.0),
    "F": (0.92, 0.98),
    "N": (0.85, 0.95),
    "A": (0.60, 0.75),
    "J": (0.65, 0.75),
    "V": (0.50, 0.68),
}


@dataclass(frozen=True, eq=False)
class SimulatedRecord:
    """One patient's recording.

    Attributes
    ----------
    signal : ndarray of float, shape (n, leads)
        mV.
    samples : ndarray of int, shape (m,)
        Sample of each annotation, ascending; a beat's is its dominant deflection in lead II.
    symbols : list of str, length m
        MIT-BIH symbols of beats, "+" (rhythm) and "~" (start and end of noise).
    notes : list of str, length m
        The rhythm at "+", else empty.
    leads : list of str
        Names of the leads in the record's header.
    sampling_rate : float
        Hz.
    """

    signal: np.ndarray
    samples: np.ndarray
    symbols: list
    notes: list
    leads: list
    sampling_rate: float


def _count_beats(patient, expected):
    """Compute the number of beats of each kind but the base one in a record of `expected` beats."""
    share = patient["share"]
    if share["S"] + share["V"] + share["F"] > 0.5:
        raise InputError(
            f"simulation, patient with {share}: S, V and F add up to more than 0.5. Lower "
            "them, since each premature beat needs another beat before it."
        )
    if (patient["conduction"] == "paced") != (share["Q"] > 0):
        raise InputError(
            f"simulation, patient with {share} and conduction {patient['conduction']}: expected "
            "Q above 0 with paced conduction, and 0 with any other. Change one of the two."
        )
    atrial, ventricular, fused, of_pacemaker = (round(share[name] * expected) for name in "SVFQ")
    junctional = round(0.15 * atrial)
    counts = {"A": atrial - junctional, "J": junctional, "V": ventricular, "F": fused}
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


def _plan_beats(rng, patient, minutes):
    """Draw the kinds of the beats in their order: keys of `BEAT_OF`."""
    base = "/" if patient["conduction"] == "paced" else "N"
    expected = round(minutes * patient["heart_rate"])
    episodes = []
    for kind, count in _count_beats(patient, expected).items():
        episodes += _draw_episodes(rng, kind, count)
    rng.shuffle(episodes)
    free, gaps = expected - sum(map(len, episodes)), len(episodes) + 1
    # At least two base beats between episodes separate a pause from the next early beat. If there
    # are too many ectopic beats for that, one must suffice.
    least = int(np.clip(free // gaps, 1, 2))
    lengths = least + rng.multinomial(max(free - least * gaps, 0), np.full(gaps, 1 / gaps))
    plan = [base] * int(lengths[0])
    for episode, length in zip(episodes, lengths[1:], strict=True):
        plan += [base if kind == "." else kind for kind in episode] + [base] * int(length)
    # Premature beats shorten the intervals, so that more beats than `expected` may fit.
    return plan + [base] * (expected // 5 + 5)


def _sinus_intervals(rng, heart_rate, breathing, count):
    """Draw intervals (s), shape (count,), of a sinus node at `heart_rate` per minute."""
    # They vary with breathing (Hz) and with the waves of blood pressure at 0.1 Hz: Task Force 1996,
    # doi:10.1161/01.CIR.93.5.1043.
    mean = 60.0 / heart_rate
    turns = 2 * np.pi * mean * np.arange(count)
    phases = rng.uniform(0, 2 * np.pi, 2)
    sway = rng.uniform(0.015, 0.035) * np.sin(breathing * turns + phases[0])
    sway += rng.uniform(0.010, 0.020) * np.sin(0.1 * turns + phases[1])
    return mean * (1 + sway + 0.008 * rng.standard_normal(count))


def _time_sinus_beats(rng, plan, intervals):
    """Compute the times (s) of the beats in `plan` from the sinus node's `intervals` (s)."""
    # The coupling interval of a ventricular focus varies little, that of an atrial focus more.
    ventricular_coupling = rng.uniform(0.56, 0.66)
    node = last = rng.uniform(-0.4, 0.0)
    times = []
    for kind, interval in zip(plan, intervals, strict=True):
        if kind in ("A", "J"):
            # The early impulse resets the sinus node: the pause is shorter than compensatory.
            last += rng.uniform(0.60, 0.78) * interval
            node = last + rng.uniform(0.02, 0.12) * interval
        elif kind == "V":
            # The sinus node continues, but its impulse in the ventricles' refractory period is
            # lost: the pause is fully compensatory.
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


def _place_beats(rng, patient, minutes, breathing):
    """Draw the kinds and times (s) of a patient's beats within the record."""
    plan = _plan_beats(rng, patient, minutes)
    if patient["conduction"] == "paced":
        times = _time_paced_beats(rng, plan, 60.0 / patient["heart_rate"])
    else:
        intervals = _sinus_intervals(rng, patient["heart_rate"], breathing, len(plan))
        times = _time_sinus_beats(rng, plan, intervals)
    # A QRS complex at an end of the record may lose its peak, where it would be annotated.
    inside = (times > 0.1) & (times < 60 * minutes - 0.1)
    return [plan[number] for number in np.flatnonzero(inside)], times[inside]


def _add_up_beats(rng, anatomy, kinds, times, leads, seconds):
    """Draw the beats and sum them to a signal without noise, (n, leads), mV, at `seconds`, (n,)."""
    signal = np.zeros((len(seconds), len(leads)))
    for kind, moment in zip(kinds, times, strict=True):
        near = slice(*np.searchsorted(seconds, (moment - 0.4, moment + 0.7)))
        beat = varied(rng, BEAT_OF[kind](rng, anatomy))
        signal[near] += project(beat.waves(), leads, seconds[near] - moment)
    return signal


def _wander(rng, time, breathing, leads):
    """Draw the baseline wander from breathing (Hz) and electrodes: (n, leads), mV."""
    frequencies = np.concatenate([[breathing], rng.uniform(0.01, 0.12, 4)])
    heights = rng.uniform(0.02, 0.09, (len(frequencies), leads))
    phases = rng.uniform(0, 2 * np.pi, len(frequencies))
    return np.sin(2 * np.pi * np.outer(time, frequencies) + phases) @ heights


def _steady_noise(rng, time, leads):
    """Draw the noise of muscles, amplifier and mains (60 Hz): (n, leads), mV."""
    white = rng.standard_normal((len(time), leads))
    # Muscle noise lies above some 20 Hz, and its level varies.
    muscles = white - gaussian_filter1d(white, 3.0, axis=0)
    effort = 1 + 0.5 * np.sin(2 * np.pi * (rng.uniform(0.01, 0.05) * time + rng.random()))
    mains = np.sin(2 * np.pi * 60 * time)[:, None] * rng.uniform(0.002, 0.006, leads)
    amplifier = 0.003 * rng.standard_normal((len(time), leads))
    return rng.uniform(0.006, 0.016) * effort[:, None] * muscles + mains + amplifier


def _motion_artefacts(rng, n_samples, sampling_rate, leads):
    """Draw the noise of moving electrodes, (n_samples, leads), mV, and the samples at its edges."""
    noise, edges = np.zeros((n_samples, leads)), []
    count = 1 + rng.poisson(0.3 * n_samples / sampling_rate / 60)
    # One in each part of the record: if they overlapped, their edges would be ambiguous.
    part = n_samples // count
    for number in range(count):
        length = min(int(rng.uniform(1.0, 3.0) * sampling_rate), part // 2)
        start = number * part + int(rng.integers(part // 8, part - length))
        white = rng.standard_normal((length, leads))
        sway = gaussian_filter1d(white, 0.07 * sampling_rate, axis=0)
        sway *= np.hanning(length)[:, None] / sway.std(axis=0)
        noise[start : start + length] += rng.uniform(0.10, 0.30, leads) * sway
        edges += [start, start + length]
    return noise, edges


def simulate_patient(patient, simulation):
    """Simulate one patient's recording.

    Parameters
    ----------
    patient : dict
        A value of `simulation: patients` in the configuration.
    simulation : dict
        `simulation` in the configuration; its `patients` are not used.

    Returns
    -------
    SimulatedRecord

    Raises
    ------
    InputError
        If the shares of the classes contradict each other or the conduction.
    """
    # Separate streams: the same person keeps heart and noise if rhythm or length change.
    of_body, of_rhythm, of_beats, of_noise = (
        np.random.default_rng([simulation["seed"], patient["person"], stream])
        for stream in range(4)
    )
    anatomy = draw_anatomy(of_body, patient["heart_rate"], patient["conduction"])
    breathing = of_body.uniform(0.2, 0.32)
    minutes, rate = simulation["minutes"], simulation["recorder"]["sampling_rate"]
    kinds, times = _place_beats(of_rhythm, patient, minutes, breathing)

    time = np.arange(round(minutes * 60 * rate)) / rate
    leads = [simulation["leads"][name] for name in patient["leads"]]
    heart = _add_up_beats(of_beats, anatomy, kinds, times, leads, time)
    # The electrical resistance of the chest varies with the air in it.
    heart *= 1 + 0.03 * np.sin(2 * np.pi * breathing * time)[:, None]
    artefacts, edges = _motion_artefacts(of_noise, len(time), rate, len(leads))
    noise = artefacts + _wander(of_noise, time, breathing, len(leads))
    noise += _steady_noise(of_noise, time, len(leads))
    annotations = _annotate(patient["conduction"], kinds, times, edges, rate)
    return SimulatedRecord(heart + noise, *annotations, list(patient["leads"]), rate)


def _annotate(conduction, kinds, times, edges, sampling_rate):
    """Compute samples, symbols and notes of the annotations of beats (s) and noise (samples)."""
    rhythm = "(P\x00" if conduction == "paced" else "(N\x00"
    annotations = [(round(0.05 * sampling_rate), "+", rhythm)]
    annotations += [(edge, "~", "") for edge in edges]
    for kind, moment in zip(kinds, times, strict=True):
        symbol = CONDUCTED_SYMBOL[conduction] if kind == "N" else kind
        annotations.append((round(moment * sampling_rate), symbol, ""))
    samples, symbols, notes = zip(*sorted(annotations), strict=True)
    return np.array(samples, dtype=np.int64), list(symbols), list(notes)


def digitise(signal, recorder):
    """Convert a signal to the recorder's units, clipped to its range.

    Parameters
    ----------
    signal : ndarray of float
        mV.
    recorder : dict
        `gain` in analogue-to-digital units (ADU) per mV; `resolution`, the width of the range in
        bits; `baseline`, the middle of the range in ADU.

    Returns
    -------
    ndarray of int64, same shape as `signal`
        ADU.
    """
    middle = recorder["baseline"]
    half = 2 ** (recorder["resolution"] - 1)
    units = np.rint(signal * recorder["gain"]) + middle
    return np.clip(units, middle - half, middle + half - 1).astype(np.int64)


def write_record(folder, name, record, recorder, seed):
    """Write the `.dat`, `.hea` and `.atr` files of a record.

    Parameters
    ----------
    folder : str or Path
        Folder that exists.
    name : str
    record : SimulatedRecord
    recorder : dict
        `simulation: recorder` in the configuration.
    seed : int
        Seed of the simulation, for a comment in the header.
    """
    n_leads = len(record.leads)
    # wfdb.wrsamp would set a resolution of 12 bits and a middle of the range at 0.
    files = wfdb.Record(
        record_name=name,
        n_sig=n_leads,
        fs=record.sampling_rate,
        sig_name=record.leads,
        d_signal=digitise(record.signal, recorder),
        fmt=[recorder["format"]] * n_leads,
        adc_gain=[float(recorder["gain"])] * n_leads,
        baseline=[recorder["baseline"]] * n_leads,
        adc_zero=[recorder["baseline"]] * n_leads,
        adc_res=[recorder["resolution"]] * n_leads,
        units=["mV"] * n_leads,
        comments=[f"SIMULATED by evenbeat, seed {seed}. Not a patient."],
    )
    files.set_d_features()
    files.set_defaults()
    files.wrsamp(write_dir=str(folder))
    wfdb.wrann(
        name,
        "atr",
        record.samples,
        symbol=record.symbols,
        aux_note=record.notes,
        write_dir=str(folder),
    )


def simulate_database(folder, simulation):
    """Write all records of a simulated database, and their checksum list as PhysioNet does.

    Parameters
    ----------
    folder : str or Path
        Created if it is missing.
    simulation : dict
        `simulation` in the configuration.

    Raises
    ------
    InputError
        If two patients are the same person, or one has a lead that is not among `leads` or
        settings that contradict each other.
    """
    folder, patients = Path(folder), simulation["patients"]
    leads = {lead for patient in patients.values() for lead in patient["leads"]}
    if unknown := sorted(leads - set(simulation["leads"])):
        raise InputError(
            f"simulation.patients: {', '.join(unknown)} is no lead of simulation.leads, which has "
            f"{', '.join(simulation['leads'])}."
        )
    persons = [patient["person"] for patient in patients.values()]
    if len(set(persons)) < len(persons):
        raise InputError(
            f"simulation.patients: the values of person are {persons}, and some of them are equal. "
            "Give each patient its own number."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, patient in patients.items():
        record = simulate_patient(patient, simulation)
        write_record(folder, name, record, simulation["recorder"], simulation["seed"])
    files = sorted(f"{name}.{suffix}" for name in patients for suffix in ("atr", "dat", "hea"))
    lines = [f"{digest_of(folder / file)} {file}\n" for file in files]
    (folder / "SHA256SUMS.txt").write_text("".join(lines), encoding="utf-8")
