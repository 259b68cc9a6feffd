import re
from pathlib import Path

import pytest
import yaml

PROFILES = Path(__file__).parents[1] / "profiles"
RULES = PROFILES.parent / "workflow" / "rules"


def read(name):
    return yaml.safe_load((PROFILES / name / "config.yaml").read_text())


@pytest.mark.parametrize("name", [path.name for path in PROFILES.iterdir()])
def test_every_profile_has_the_defaults_entries(name):
    """Snakemake reads one workflow profile, and without these entries it would retrain."""
    assert read("default").items() <= read(name).items()


def test_every_job_of_tensorflow_takes_a_slot_of_the_gpu():
    rules = [rule for path in RULES.glob("*.smk") for rule in path.read_text().split("rule ")]
    takers = [rule for rule in rules if "gpu_slots=1," in rule]
    scripts = PROFILES.parent / "workflow" / "scripts"
    for rule in rules[1:]:
        script = re.search(r"scripts/(\w+\.py)", rule)
        uses = script and "snakemake.threads" in (scripts / script[1]).read_text()
        assert bool(uses) == (rule in takers), rule.split(":")[0]
    assert takers
    assert any(entry.startswith("gpu_slots=") for entry in read("gpu")["resources"])
