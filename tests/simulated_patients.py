"""Simulated patients that several test files share."""

from pathlib import Path

import numpy as np
import yaml
from evenbeat.data.aami import classify_symbols
from evenbeat.simulation.record import simulate_patient

CONFIG = Path(__file__).parents[1] / "config"
DEMO = yaml.safe_load((CONFIG / "demo.yaml").read_text())
CLASSES = DEMO["databases"]["simulated"]["symbols"]
SETTINGS = {name: DEMO["simulation"]["simulated"][name] for name in ("recorder", "leads")}


def patient(person=1, conduction="normal", leads=("MLII", "V1"), **share):
    return {
        "person": person,
        "heart_rate": 75,
        "conduction": conduction,
        "leads": list(leads),
        "share": {"S": 0, "V": 0, "F": 0, "Q": 0} | share,
    }


ECTOPIC = patient(S=0.12, V=0.15, F=0.08)
PACED = patient(person=2, conduction="paced", leads=("V5", "MLII"), V=0.02, Q=0.7)
SIMULATION = SETTINGS | {"seed": 7, "minutes": 1, "patients": {"a01": ECTOPIC, "a02": PACED}}


def simulate(settings, minutes, seed, **changes):
    return simulate_patient(settings, SETTINGS | {"minutes": minutes, "seed": seed} | changes)


def beats_of(record):
    """Return samples and symbols of the beats alone."""
    symbols = np.array(record.symbols)
    is_beat = classify_symbols(symbols, CLASSES) != ""
    return record.samples[is_beat], symbols[is_beat]


def isolated(symbols, kind):
    """Return the numbers of the beats of `kind` with two normal ones on either side."""
    return [
        n
        for n in range(2, len(symbols) - 2)
        if symbols[n] == kind and all(symbols[n + step] == "N" for step in (-2, -1, 1, 2))
    ]
