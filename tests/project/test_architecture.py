"""What docs/architecture.md names is there: folders, rules and modules; no folder is missing."""

import re
import subprocess

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs/architecture.md").read_text()
LIBRARY = ROOT / "workflow/scripts/evenbeat"
TREE = [
    (len(indent), name)
    for indent, name in re.findall(r"^    ( *)([A-Za-z/_]+)  +\S", PAGE, re.MULTILINE)
]
RULES = {
    name
    for path in (ROOT / "workflow/rules").glob("*.smk")
    for name in re.findall(r"^(?:use rule \w+ as|rule) (\w+)", path.read_text(), re.MULTILINE)
}
# Of the library, without `workflow/` or `config/` before them.
MODULES = {
    name
    for name in re.findall(r"`([a-z_]+(?:/[a-z_]+)+/?)`", PAGE)
    if (LIBRARY / name.partition("/")[0]).exists()
}


def folders(path):
    """List the folders in a folder of the repository, by what git tracks."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=path,
        capture_output=True,
        text=True,
        check=True,
    )
    first = {name.partition("/")[0] for name in listed.stdout.splitlines() if "/" in name}
    return {f"{name}/" for name in first if not name.startswith(".")}


def test_the_tree_has_every_folder_of_the_project():
    named = {name.partition("/")[0] + "/" for indent, name in TREE if not indent and "/" in name}
    assert named == folders(ROOT)
    below = {name for indent, name in TREE if not indent and name.count("/") > 1}
    assert all((ROOT / name).is_dir() for name in below)
    assert {name.split("/")[1] + "/" for name in below} == folders(ROOT / "workflow")


def test_the_tree_has_every_package_of_the_library_in_the_order_of_imports():
    packages = [name.rstrip("/") for indent, name in TREE if indent]
    assert {f"{name}/" for name in packages} == folders(LIBRARY)
    layers = re.search(r"^layers = \[(.*?)\]", (ROOT / "pyproject.toml").read_text(), re.M | re.S)
    assert packages == re.findall(r"\w+", layers[1])


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_that_is_named_is_there(module):
    path = LIBRARY / module
    assert path.is_dir() if module.endswith("/") else path.with_suffix(".py").exists()


def test_rules_that_are_named_are_there():
    table = PAGE.split("## From a record to the report")[1].split("## Where things are")[0]
    named = set(re.findall(r"`([a-z]+_[a-z_]*\*?)`", table))
    assert named
    for name in named:
        assert any(re.fullmatch(name.replace("*", ".*"), rule) for rule in RULES), name
