"""Every file that a rule writes has a kind."""

import ast
import re

import pytest
from conftest import ROOT
from evenbeat.artifacts.kinds import name_kind

FILLED = {
    "cls": "V",
    "split": "interpatient",
    "screen": "label",
    "model": "blog",
    "kind": "lda",
    "arm": "smote",
    "database": "mitdb",
    "record": "100",
    "annotator": "atr",
    "page": "mitdb",
    "table": "scores",
    "figure": "strength",
}
SECTION = re.compile(r"^    (?:output|log|benchmark):\n(.*?)(?=^    \w+:)", re.M | re.S)


def constants(node):
    """List the paths in an expression; what is computed in them becomes `x`."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
        "kept_tables",
        "kept_figures",
    ):
        folder, names = node.args[:2] if node.func.id == "kept_figures" else node.args[::2]
        names = [name.value for name in names.elts]
        endings = (".svg", ".png") if node.func.id == "kept_figures" else (".csv",)
        slash = "" if node.func.id == "kept_figures" else "/"
        return [f"{folder.value}{slash}{name}{end}" for name in names for end in endings]
    if isinstance(node, ast.Constant):
        return [node.value] if "/" in str(node.value) and "report/" not in str(node.value) else []
    if isinstance(node, ast.JoinedStr):
        return []  # of simulate_database: files of records, as of fetch_signal
    return [path for child in ast.iter_child_nodes(node) for path in constants(child)]


PATHS = sorted(
    {
        path
        for rules in (ROOT / "workflow/rules").glob("*.smk")
        for section in SECTION.findall(rules.read_text())
        for path in constants(ast.parse(f"f({section})"))
    }
)


def fill(path):
    path = path.replace("<gan>", "<results>/{split}/gan/{model}/seed{seed}")
    path = path.replace("<classifier>", "<results>/{split}/classifier/{kind}/{arm}/seed{seed}")
    path = path.replace("<database_results>", "<results>/databases/{database}")
    path = re.sub(r"<(\w+)>", r"\1", path)
    return re.sub(r"\{(\w+)\}", lambda found: FILLED.get(found[1], "0"), path)


def test_the_rules_outputs_are_found():
    assert len(PATHS) > 100
    assert "<gan>/gan_{cls}_epoch{epoch}.h5" in PATHS
    assert "<results>/figures/{split}/{model}_{cls}_beats.svg" in PATHS


@pytest.mark.parametrize("path", PATHS)
def test_every_output_of_a_rule_has_a_kind(tmp_path, path):
    file = tmp_path / fill(path)
    if "resources" in path:  # annotations are known by the header beside them
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".hea").touch()
    assert name_kind(file)


def test_another_file_has_none(tmp_path):
    assert name_kind(tmp_path / "notes.h5") is None
    assert name_kind(tmp_path / "picture.atr") is None
