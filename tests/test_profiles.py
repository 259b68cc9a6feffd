from pathlib import Path

import pytest
import yaml

PROFILES = Path(__file__).parents[1] / "profiles"


def read(name):
    return yaml.safe_load((PROFILES / name / "config.yaml").read_text())


@pytest.mark.parametrize("name", [path.name for path in PROFILES.iterdir()])
def test_every_profile_has_the_defaults_entries(name):
    """Snakemake reads one workflow profile, and without these entries it would retrain."""
    assert read("default").items() <= read(name).items()


def test_gans_share_a_gpu_by_slots():
    rule = (PROFILES.parent / "workflow" / "rules" / "gan.smk").read_text()
    assert "gan_slots=1," in rule
    assert any(entry.startswith("gan_slots=") for entry in read("gpu")["resources"])
