"""One simulated record: signal and annotations."""

from dataclasses import dataclass

import numpy as np

from evenbeat.simulation.anatomy import draw_anatomy, with_block
from evenbeat.simulation.morphology import BEAT_OF, varied
from evenbeat.simulation.noise import draw_noise
from evenbeat.simulation.patient import complete_patient
from evenbeat.simulation.rhythm import place_beats
from evenbeat.simulation.waves import project

CONDUCTED_SYMBOL = {
    "normal": "N",
    "left_bundle_branch_block": "L",
    "right_bundle_branch_block": "R",
    "paced": "N",
}


@dataclass(frozen=True, eq=False)
class SimulatedRecord:
    """One patient's recording.

    Attributes
    ----------
    signal : ndarray of float, shape (n, leads)
        mV.
    samples : ndarray of int, shape (m,)
        Sample of each annotation, ascending. Beats are annotated at their dominant deflection in
        lead II.
    symbols : list of str, length m
        MIT-BIH symbols of beats, "+" (rhythm) and "~" (start and end of noise).
    notes : list of str, length m
        The rhythm at "+", otherwise empty.
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


def _add_up_beats(rng, anatomy, variation, beats, leads, seconds):
    """Draw the beats and add them to a signal without noise, (n, leads), mV, at `seconds`, (n,)."""
    signal = np.zeros((len(seconds), len(leads)))
    for kind, moment in beats:
        near = slice(*np.searchsorted(seconds, (moment - 0.4, moment + 0.7)))
        beat = varied(rng, BEAT_OF[kind](rng, anatomy), variation)
        signal[near] += project(beat.waves(), leads, seconds[near] - moment)
    return signal


def simulate_patient(patient, simulation):
    """Simulate one patient's recording.

    Parameters
    ----------
    patient : dict
        A value of `simulation.<name>.patients` in the configuration.
    simulation : dict
        `simulation.<name>` in the configuration. Its `patients` are not used.

    Returns
    -------
    SimulatedRecord

    Raises
    ------
    InputError
        If the settings of the patient contradict each other.
    """
    patient = complete_patient(patient)
    # Separate streams: a change of the rhythm leaves the heart and the noise as they are.
    of_body, of_rhythm, of_beats, of_noise, of_block = (
        np.random.default_rng([simulation["seed"], patient["person"], stream])
        for stream in range(5)
    )
    heart_rate = patient["heart_rate"]
    anatomy = draw_anatomy(
        of_body, heart_rate, patient["conduction"], patient["atrial_focus"], patient["fused"]
    )
    bundle = patient["block"]["bundle"] if patient["conduction"] == "normal" else None
    anatomy = with_block(of_block, anatomy, heart_rate, bundle, patient["ventricular_focus"])
    breathing = of_body.uniform(0.2, 0.32)
    minutes, rate = simulation["minutes"], simulation["recorder"]["sampling_rate"]
    kinds, times = place_beats(of_rhythm, patient, minutes, breathing)

    time = np.arange(round(minutes * 60 * rate)) / rate
    leads = [simulation["leads"][name] for name in patient["leads"]]
    beats = list(zip(kinds, times, strict=True))
    heart = _add_up_beats(of_beats, anatomy, patient["variation"], beats, leads, time)
    # The electrical resistance of the chest varies with the air in it.
    heart *= 1 + 0.03 * np.sin(2 * np.pi * breathing * time)[:, None]
    noise, edges = draw_noise(of_noise, time, rate, breathing, len(leads), patient["noise"])
    annotations = _annotate(patient, beats, edges, rate)
    return SimulatedRecord(heart + noise, *annotations, list(patient["leads"]), rate)


def _annotate(patient, beats, edges, sampling_rate):
    """Compute samples, symbols and notes of the annotations of beats (s) and noise (samples)."""
    symbol_of = {
        "N": CONDUCTED_SYMBOL[patient["conduction"]],
        "B": {"left": "L", "right": "R"}[patient["block"]["bundle"]],
    }
    rhythm = "(P\x00" if patient["conduction"] == "paced" else "(N\x00"
    annotations = [(round(0.05 * sampling_rate), "+", rhythm)]
    annotations += [(edge, "~", "") for edge in edges]
    for kind, moment in beats:
        annotations.append((round(moment * sampling_rate), symbol_of.get(kind, kind), ""))
    samples, symbols, notes = zip(*sorted(annotations), strict=True)
    return np.array(samples, dtype=np.int64), list(symbols), list(notes)
