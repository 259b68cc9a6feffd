"""Configurations and records tables: every message names the key, or the line."""

import copy

import pytest
import yaml
from conftest import ROOT
from evenbeat.data.records_table import read_records_table
from evenbeat.pipeline.config import check_config
from evenbeat.runtime.errors import InputError
from hypothesis import strategies as st
from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

from fuzz.inputs import damaged, fuzz, refused

SCHEMA = str(ROOT / "workflow/schemas/config.schema.yaml")
TABLE = (ROOT / "config/demo_records.tsv").read_bytes()


def sound_config():
    config = yaml.safe_load((ROOT / "config/config.yaml").read_text())
    config |= yaml.safe_load((ROOT / "config/databases/mitdb.yaml").read_text())
    return config


def paths(node, before=()):
    """List the ways to all values of a configuration."""
    children = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in children:
        yield (*before, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*before, key))


ANYTHING = st.recursive(
    st.one_of(
        *(st.none(), st.booleans(), st.integers(-3, 3), st.integers(), st.floats()),
        *(st.text(max_size=5), st.sampled_from(["N", "mitdb", "gan", "none", "interpatient"])),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=4,
)


def complaint(config):
    """Give what the workflow says about a configuration before it plans anything."""
    try:
        validate(copy.deepcopy(config), SCHEMA)
        check_config(config)
    except (InputError, WorkflowError) as error:
        return str(error)
    return None


def test_the_sound_configuration_is_let_in():
    assert complaint(sound_config()) is None


def test_configurations_with_anything_anywhere():
    config = sound_config()

    @fuzz(200, path=st.sampled_from(sorted(paths(config), key=str)), value=ANYTHING)
    def check(path, value):
        changed = copy.deepcopy(config)
        node = changed
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = value
        message = complaint(changed)
        names = [str(key) for key in path if isinstance(key, str)]
        assert message is None or any(name in message for name in names)

    check()


@pytest.mark.parametrize("block", sorted(sound_config()))
def test_configurations_without_a_block(block):
    config = sound_config()
    del config[block]
    assert block in complaint(config)


def test_records_tables(tmp_path_factory):
    path = tmp_path_factory.mktemp("table") / "records.tsv"

    @fuzz(300, content=damaged(TABLE))
    def check(content):
        path.write_bytes(content)
        if not refused(path, read_records_table, path):
            for name, row in read_records_table(path).items():
                parts = name.split("/")
                assert all(part.replace("-", "").replace("_", "").isalnum() for part in parts)
                assert row["patient"].isprintable()

    check()
