import pytest
import yaml
from conftest import ROOT, snakemake
from evenbeat.pipeline.names import reject_unquoted_names
from evenbeat.runtime.errors import InputError

MAPS = ["databases", "arms", "simulation", "gan.models", "classifier.kinds", "study.beds"]


@pytest.mark.parametrize("where", MAPS)
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2023", "2023 is a number"),
        ("2.5", "2.5 is a number"),
        ("no", "False is a boolean"),
        ("~", "None is empty"),
        ("2023-01-31", "2023-01-31 is a date"),
    ],
)
def test_a_name_that_yaml_reads_as_something_else_is_to_be_put_in_quotes(where, name, said):
    parts = where.split(".")
    lines = ["  " * depth + f"{part}:" for depth, part in enumerate([*parts, name])]
    text = "\n".join(lines)
    with pytest.raises(InputError, match=f"^{where}: {said}; put it in quotes"):
        reject_unquoted_names(yaml.safe_load(text))
    reject_unquoted_names(yaml.safe_load(text.replace(f"{name}:", f"'{name}':")))


def test_names_inside_lists_are_looked_at():
    with pytest.raises(InputError, match=r"^a\.0: 2 is a number"):
        reject_unquoted_names({"a": [{2: "x"}]})


def test_the_configurations_have_names_only():
    for path in ROOT.glob("config/**/*.yaml"):
        reject_unquoted_names(yaml.safe_load(path.read_text()))


def test_it_stops_a_run(project):
    done = snakemake(project, "-n", config={"databases": {2023: {"url": "x"}}})
    assert done.returncode != 0
    assert "databases: 2023 is a number; put it in quotes" in done.stdout
    assert "Traceback" not in done.stdout
