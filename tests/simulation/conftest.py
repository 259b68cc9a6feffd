from pathlib import Path

import pytest
import yaml
from evenbeat.simulation.record import simulate_patient

CONFIG = Path(__file__).parents[2] / "config"
DEMO = yaml.safe_load((CONFIG / "demo.yaml").read_text())
SETTINGS = {name: DEMO["simulation"][name] for name in ("recorder", "leads")}


def patient(person=1, conduction="normal", leads=("MLII", "V1"), **share):
    return {
        "person": person,
        "heart_rate": 75,
        "conduction": conduction,
        "leads": list(leads),
        "share": {"S": 0, "V": 0, "F": 0, "Q": 0} | share,
    }


PACED = patient(person=2, conduction="paced", leads=("V5", "MLII"), V=0.02, Q=0.7)


def simulate(settings, minutes, seed, **changes):
    return simulate_patient(settings, SETTINGS | {"minutes": minutes, "seed": seed} | changes)


@pytest.fixture(scope="module")
def paced():
    return simulate(PACED, 5, 3)
