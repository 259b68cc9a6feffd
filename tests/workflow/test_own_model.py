"""The configuration of docs/own_model.md, planned."""

import re

import pytest
import yaml
from conftest import REPORT, ROOT
from dry_runs import dry_run

PAGE = (ROOT / "docs/own_model.md").read_text()
OWN = yaml.safe_load(re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1])


def plan(tmp_path, own):
    path = tmp_path / "my.yaml"
    path.write_text(yaml.safe_dump(own))
    files = ("--configfile", "config/demo.yaml", str(path))
    return dry_run(ROOT, "--dry-run", "--forceall", *files, "--", REPORT)


def test_the_lines_of_the_page_are_a_run_with_the_model(tmp_path):
    done = plan(tmp_path, OWN)
    assert done.returncode == 0, done.stdout
    for rule in ("train_gan", "synthesize_beats"):
        inputs = re.findall(rf"rule {rule}:\n    input: (.*)", done.stdout)
        assert inputs
        assert all("docs/own_model.py" in of_job.split(", ") for of_job in inputs)
    assert "gan/mine/seed0/gan_F_epoch60.h5" in done.stdout


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"module": "docs/no_model.py"}, "gan.models.mine.module: there is no file docs/no_model"),
        ({"module": "README.md"}, "README.md does not have the name of a Python file"),
        ({"modul": "docs/own_model.py"}, "modul"),
        ({"discriminator": False}, "the screen discriminator needs a model with a discriminator"),
    ],
)
def test_what_is_wrong_with_it_is_said_before_anything_runs(changed, expected, tmp_path):
    mine = OWN["gan"]["models"]["mine"] | changed
    arm = {"method": "gan_screened", "model": "mine", "screen": "discriminator", "amount": 0.1}
    done = plan(tmp_path, OWN | {"gan": {"models": {"mine": mine}}, "arms": {"mine": arm}})
    assert done.returncode != 0
    assert expected in done.stdout
