import pandas as pd
import pytest
from conftest import ROOT
from evenbeat.gan.catalogue import MODELS
from evenbeat.pipeline.import_graph import find_sources

SCRIPTS = ROOT / "workflow/scripts"
LIBRARY = SCRIPTS / "evenbeat"
# The scripts of rules that also read the model of their GAN, by name.
OF_MODELS = {"train_gan", "condition_gan", "synthesize_beats", "screen_by_discriminator"}

# By how many rules a module was imported before it got its place here, and as what, at ddcbf3a.
BEFORE = pd.read_csv(
    ROOT / "tests/pipeline/rules_per_module.tsv",
    sep="\t",
    index_col="module",
    keep_default_na=False,
)
# Rules that have been added since, and imports of rules that run after others with the same import,
# or that only sum up: none of them makes an edit train anything again.
ADDED = {
    "fetch_annotations": {"data/checksums", "data/download"},
    "hold_out_beats": set(BEFORE.index),
    "split_database": set(BEFORE.index),
    "train_estimator": set(BEFORE.index),
    "score_estimator": set(BEFORE.index),
    "score_committee": set(BEFORE.index),
    "score_folds_of_committee": set(BEFORE.index),
    "tabulate_kinds": set(BEFORE.index),
    "validate_estimator": set(BEFORE.index),
    "rank_features": set(BEFORE.index),
    "synthesize_beats": set(BEFORE.index),
    "sample_control": {"beats/table", "data/aami", "io/hdf5"},
    "draw_gan": {"runtime/seeds"},
    "gather_gans": {"runtime/seeds"},
    "render_report": {"runtime/seeds", "gan/identity", "evaluation/patient_worth"},
    "tabulate_records": {"io/csv_tables"},
    "trace_synthetic": set(BEFORE.index),
    "split_patients": set(BEFORE.index),
    "leave_out_patients": set(BEFORE.index),
    "score_patients": set(BEFORE.index),
    "draw_patients": set(BEFORE.index),
    "tabulate_folds": set(BEFORE.index),
    "tabulate_scores": set(BEFORE.index),
    "write_study": set(BEFORE.index),
}


def test_what_a_script_runs_is_found_however_it_is_imported(tmp_path):
    for name, text in {
        "script.py": "from package import first\nimport numpy\n",
        "package/__init__.py": "# not empty\n",
        "package/first.py": "def f():\n    try:\n        import package.inner.second as s\n"
        "    except ImportError:\n        from package.third import something\n",
        "package/inner/__init__.py": "from package import fourth\n",
        "package/inner/second.py": "import package.first\nimport package.empty.fifth\n",
        "package/third.py": "# third\n",
        "package/fourth.py": "# fourth\n",
        "package/empty/__init__.py": "",
        "package/empty/fifth.py": "# fifth\n",
        "package/stranger.py": "# stranger\n",
        "numpy_.py": "# not numpy\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = {path.relative_to(tmp_path).as_posix() for path in find_sources("script", tmp_path)}
    assert found == {
        "script.py",
        "package/__init__.py",
        "package/first.py",
        "package/inner/__init__.py",
        "package/inner/second.py",
        "package/third.py",
        "package/fourth.py",
        "package/empty/fifth.py",
    }


@pytest.fixture(scope="module")
def users():
    """Give the scripts that import each module of the library, directly or not."""
    found = {}
    for script in sorted(path.stem for path in SCRIPTS.glob("*.py")):
        names = [script, *(f"evenbeat/gan/models/{m}" for m in MODELS if script in OF_MODELS)]
        for path in {path for name in names for path in find_sources(name, SCRIPTS)}:
            if path.is_relative_to(LIBRARY):
                module = path.relative_to(LIBRARY).with_suffix("").as_posix()
                found.setdefault(module, set()).add(script)
    return found


@pytest.mark.parametrize("module", BEFORE.index)
def test_an_edit_of_a_module_reruns_no_more_rules_than_before(users, module):
    assert (LIBRARY / f"{module}.py").exists()
    added = {rule for rule, modules in ADDED.items() if module in modules}
    assert len(users.get(module, set()) - added) <= BEFORE.loc[module, "rules"]


def test_only_jobs_with_networks_import_tensorflow(users):
    """Training runs it in a child process, which the sources show all the same."""
    assert users["nn/backend"] == {
        "condition_gan",
        "map_beats",
        "measure_quality",
        "score_network",
        "screen_by_discriminator",
        "screen_by_label",
        "synthesize_beats",
        "train_gan",
        "train_network",
        "train_reference_classifier",
        "validate_network",
    }


def test_an_init_is_empty(users):
    """It would be imported, and tracked, by every rule that imports a module of its package."""
    # The samplers are for other programs: no rule imports them.
    assert not [module for module in users if module.startswith("samplers/")]
    inits = set(LIBRARY.rglob("__init__.py")) - {LIBRARY / "samplers/__init__.py"}
    assert not [path for path in inits if path.read_text()]
