import re
from pathlib import Path

import pytest
import yaml

PROFILES = Path(__file__).parents[2] / "profiles"
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


@pytest.mark.parametrize("name", ["gpu", "slurm"])
def test_training_is_told_how_often_it_would_be_begun_again(name):
    profile = read(name)
    left = profile["default-resources"]["retries_left"]
    attempts = range(1, profile["retries"] + 2)
    assert [eval(left, {"attempt": attempt}) for attempt in attempts] == [*attempts[-2::-1], 0]


def test_jobs_are_grouped_by_rules_that_there_are():
    profile = read("slurm")
    rules = {
        name
        for path in RULES.glob("*.smk")
        for name in re.findall(r"\n(?:use rule \w+ as|rule) (\w+)", "\n" + path.read_text())
    }
    assert profile["groups"].keys() <= rules
    assert set(profile["groups"].values()) == profile["group-components"].keys()


def test_a_segment_of_a_gan_is_a_job_of_its_own():
    """In a group, all segments would be lost with the last one."""
    assert "train_gan" not in read("slurm")["groups"]


def test_only_profiles_name_partitions_accounts_and_kinds_of_gpus():
    for path in RULES.glob("*.smk"):
        assert not re.search(r"(slurm_\w+|gpu_model|gres)=", path.read_text()), path.name


def test_what_trains_networks_asks_a_cluster_for_a_gpu():
    rules = [rule for path in RULES.glob("*.smk") for rule in path.read_text().split("rule ")]
    asking = {rule.partition(":")[0] for rule in rules if " gpu=1," in rule}
    assert asking == {
        "train_gan",
        "train_network",
        "train_reference_classifier",
        "validate_network",
    }
    comment = (PROFILES / "slurm/config.yaml").read_text()
    assert all(rule in comment for rule in asking)
