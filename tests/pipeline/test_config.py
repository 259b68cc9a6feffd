"""What the configuration refuses, and that every shipped one is valid."""

import re

import numpy as np
import pytest
import yaml
from conftest import REPORT, ROOT, planned_jobs, snakemake
from evenbeat.evaluation.leave_out import tabulate_found
from evenbeat.evaluation.results import Part
from evenbeat.pipeline.config import METHODS, TAKEN, coerce_integers, reject_renamed_keys
from evenbeat.runtime.errors import InputError

CONFIG = yaml.safe_load((ROOT / "config/config.yaml").read_text())
DEMO = yaml.safe_load((ROOT / "config/demo.yaml").read_text())
STUDY = yaml.safe_load((ROOT / "config/study.yaml").read_text())["study"]
CURVE = yaml.safe_load((ROOT / "config/patients.yaml").read_text())["learning_curve"]


def blog_milestones(**splits):
    return {"gan": {"models": {"blog": {"checkpoints": splits}}}}


def records_table(path):
    return {"databases": {"simulated": {"records": path}}}


def patient(**changes):
    """Change the first patient of the demonstration."""
    return {"simulation": {"simulated": {"patients": {"s01": changes}}}}


INTERPATIENT = {"run": {"splits": ["interpatient"]}}


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"gan": {"trainning": {}}}, "'trainning' was unexpected"),
        ({"colour": "blue"}, "'colour' was unexpected"),
        (
            {"run": {"arms": ["none", "magic"]}},
            "run.arms: magic is unknown; expected one of: ",
        ),
        ({"run": {"splits": ["crosspatient"]}}, "run.splits: crosspatient is unknown"),
        ({"splits": {"interpatient": {"classes": ["N", "X"]}}}, "'X' is not one of"),
        (
            blog_milestones(interpatient={"F": {"every": 3, "last": 16}}),
            "blog.checkpoints.interpatient.F: `last` is 16; expected a multiple of `every`, 3",
        ),
        ({"arms": {"smote": {"amount": 2}}}, "On instance['arms']['smote']"),
        (
            {"arms": {"beats": {"method": "none"}}},
            "arms.beats: the names record, class, beats are reserved",
        ),
        (
            {"arms": {"gan": {"model": "diffusion"}}},
            "arms.gan.model: diffusion is unknown; expected one of: blog, wgan, hinge, transfer",
        ),
        (
            {"arms": {"gan_screened": {"model": "flow", "screen": "discriminator"}}},
            "arms.gan_screened: the screen discriminator needs a model with a discriminator, one "
            "of blog, wgan, hinge, transfer; found flow",
        ),
        ({"signal": {"filter": "kalman"}}, "'kalman' is not one of"),
        (
            {"classifier": {"kinds": {"cnn": {"network": {"steps": 0}}}}},
            "0 is less than the minimum",
        ),
        (
            {"classifier": {"training": {"steps": 800}}},
            "classifier.training is now called classifier.kinds.cnn.network",
        ),
        ({"classifier": {"kinds": {"a-b": {"estimator": "a.B"}}}}, "'a-b' does not match"),
        ({"classifier": {"kinds": {"one": {"members": ["lda"]}}}}, "['members']"),
        ({"classifier": {"kinds": {"one": {"estimator": "Forest"}}}}, "'Forest' does not match"),
        ({"run": {"classifiers": ["mlp"]}}, "run.classifiers: mlp is unknown; classifier.kinds"),
        (
            {
                "run": {"classifiers": ["own"]},
                "classifier": {"kinds": {"own": {"estimator": "sklearn.svm.LinearSVC"}}},
            },
            "classifier.kinds.own: sklearn.svm.LinearSVC with parameters {} has no predict_proba",
        ),
        (
            {"signal": {"filters": {"bandpass": {"high": 200}}}},
            "must be below `high`, 200 Hz, and `high` below half of signal.sampling_rate, 180 Hz",
        ),
        ({"beats": {"qrs_half_width": 300}}, "beats.qrs_half_width: 300 ms are 108 samples"),
        ({"beats": {"after": 100}}, "expected a sum of 300, the length of beats of the model blog"),
        ({"databases": {"simulated": {"records": "config/none.tsv"}}}, "config/none.tsv"),
        ({"databases": {"simulated": {"annotator": "dat"}}}, "['annotator']"),
        ({"databases": {"simulated": {"annotator": "atr\n"}}}, "['annotator']"),
        ({"databases": {"a b": {}}}, "'a b' does not match"),
        (
            {"databases": {"simulated": {"symbols": {"S": ["A", "N"]}}}},
            "databases.simulated.symbols: N is in more than one class",
        ),
        (
            {"databases": {"holter": {"symbols": {cls: [] for cls in "NSVF"}}}, **INTERPATIENT},
            "holter.symbols: expected symbols for at least one class of splits.interpatient, N, S",
        ),
        (
            {"databases": {"holter": {"patient_pattern": "patient"}}},
            "databases.holter.patient_pattern: 'patient' has 0 groups; expected one",
        ),
        (
            {"databases": {"holter": {"patient_pattern": "(patient"}}},
            "databases.holter.patient_pattern: '(patient' is not a valid regular expression",
        ),
        ({"run": {"database": "mitdb"}}, "run.database is now called run.databases, a list"),
        ({"run": {"databases": ["nowhere"]}}, "nowhere is unknown; expected one of"),
        ({"run": {"external": ["simulated"]}}, "simulated is also in run.databases"),
        (
            {"download": {"timeout": float("inf")}},
            "download.timeout: inf; expected a finite number",
        ),
        ({"beats": {"qrs_half_width": float("nan")}}, "beats.qrs_half_width: nan; expected"),
        (
            {"study": STUDY | {"beds": {"intrapatent": STUDY["beds"]["intrapatient"]}}},
            "study.beds: intrapatent is unknown; expected one of: ",
        ),
        (
            {
                "study": STUDY
                | {"beds": {"interpatient": STUDY["beds"]["interpatient"]}}
                | {"references": ["none", "smte"]}
            },
            "study.references: smte is unknown",
        ),
        (
            {
                "study": STUDY
                | {"beds": {"interpatient": STUDY["beds"]["interpatient"]}}
                | {"references": ["none", "smote"], "candidates": ["smote"]}
            },
            "study.candidates: smote is unknown; expected one of: gan_screened, transfer",
        ),
        (
            {
                "study": STUDY
                | {"beds": {"interpatient": STUDY["beds"]["interpatient"]}}
                | {"references": ["none", "smote"], "candidates": ["transfer"]}
                | {"gain": STUDY["gain"] | {"kinds": [["lda"], ["forest"]]}}
            },
            "study.gain.kinds: forest is unknown; expected one of: lda, cnn",
        ),
        ({"run": {"external": ["svdb"], "splits": ["intrapatient"]}}, "add interpatient to"),
        (patient(prematurity=1), "'prematurity' was unexpected"),
        (patient(atrial_coupling=[0.2, 0.9]), "['atrial_coupling'][0]"),
        (patient(ventricular_focus=2), "['ventricular_focus']"),
        (patient(variation=-1), "['variation']"),
        (patient(fused=[0.5]), "['fused']"),
        (patient(atrial_run=1.5), "['atrial_run']"),
        (patient(block={"bundle": "his", "sinus": 0, "early": 0}), "'his' is not one of"),
        (patient(noise={"wander": 1, "muscle": 99, "motion": 1}), "['noise']['muscle']"),
    ],
)
def test_a_wrong_setting_is_named(project, config, message):
    done = snakemake(project, "-n", REPORT, config=config)
    assert done.returncode != 0
    assert message in done.stdout


def test_names_are_taken_by_the_columns_of_the_table_of_records():
    part = Part(np.ones((1, 1, 1, 2, 2), dtype=int), ["100"], ["N", "V"], ["N", "V"])
    assert tuple(tabulate_found({"none": part}).columns) == (*TAKEN, "none")


def test_whole_numbers_may_be_written_with_a_point():
    config = {"folds": 5.0, "share": 0.5, "tune": {"weight": [0.5, 1.0]}, "on": True}
    coerce_integers(config)
    assert repr(config) == "{'folds': 5, 'share': 0.5, 'tune': {'weight': [0.5, 1]}, 'on': True}"


def test_a_run_with_a_wrong_records_table_does_not_begin(project):
    (project / "config/wrong.tsv").write_text("record\tpatient\tsplit\n")
    done = snakemake(project, "-n", REPORT, config=records_table("config/wrong.tsv"))
    assert done.returncode != 0
    assert "config/wrong.tsv has no records" in done.stdout


def test_a_record_that_the_database_lacks_is_named(project):
    table = (project / "config/demo_records.tsv").read_text() + "s99\ts99\ttrain\n"
    (project / "config/more.tsv").write_text(table)
    config = records_table("config/more.tsv")
    done = snakemake(project, "resources/simulated/s99.dat", config=config)
    assert done.returncode != 0
    assert "s99.hea is not in the checksum list" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_patient_on_both_sides_is_refused_before_anything_runs(project):
    table = (project / "config/demo_records.tsv").read_text()
    (project / "config/both.tsv").write_text(table.replace("s05\ts05", "s05\ts01"))
    config = records_table("config/both.tsv")
    done = snakemake(project, "-n", REPORT, config=config)
    assert done.returncode != 0
    assert (
        "config/both.tsv: patient s01 has training records s01 and test records s05" in done.stdout
    )
    config["databases"]["simulated"]["shared_patients"] = ["s01"]
    assert planned_jobs(project, REPORT, config=config)


def test_a_class_and_its_gan_can_be_left_out(project):
    config = {
        "run": {"arms": ["none", "gan"]},
        **blog_milestones(interpatient={"V": {"every": 2, "last": 2}}),
    }
    seeds = DEMO["gan"]["seeds"]
    assert planned_jobs(project, REPORT, config=config)["select_checkpoint"] == 2 * seeds
    config["splits"] = {"interpatient": {"classes": ["N", "S", "V"]}}
    assert planned_jobs(project, REPORT, config=config)["select_checkpoint"] == seeds


@pytest.mark.parametrize("arms", [["none"], ["gan"], ["smote", "gan_screened"]])
def test_any_choice_of_arms_can_be_planned(project, arms):
    jobs = planned_jobs(project, REPORT, config={"run": {"arms": arms}})
    seeds = DEMO["gan"]["seeds"] * DEMO["classifier"]["seeds"]
    assert jobs["train_network"] == jobs["train_estimator"] == seeds * len(arms)
    assert ("train_gan" in jobs) == any(arm.startswith("gan") for arm in arms)


def test_a_rule_names_its_script_and_the_modules_that_it_imports(project):
    done = snakemake(project, "-n", "results/demo/tables/metrics_by_arm.csv")
    job = done.stdout[done.stdout.index("rule tabulate_metrics:") :].split("\n\n")[0]
    found = set(re.findall(r"workflow/scripts/\S+\.py", job))
    library = {
        "evaluation/metric_tables",
        "io/atomic",
        "io/csv_tables",
        "io/json_files",
        "runtime/errors",
        "runtime/joblog",
    }
    expected = {f"workflow/scripts/evenbeat/{name}.py" for name in library}
    assert found == expected | {"workflow/scripts/tabulate_metrics.py"}
    assert str(project) not in job


def leaves(block):
    for name, value in block.items():
        # The parameters of an estimator are described by its own package.
        if isinstance(value, dict) and name != "parameters":
            yield from leaves(value)
        else:
            yield name


MITDB = yaml.safe_load((ROOT / "config/databases/mitdb.yaml").read_text())
DESCRIPTION = set(MITDB["databases"]["mitdb"]) | {
    "annotated_channel"
}  # which MIT-BIH does not need
OF_STUDY = {*STUDY, *STUDY["quality"], *STUDY["gain"], *STUDY["weakened"]}


PAGES = sorted((ROOT / "docs").glob("settings_*.md"))
SETTINGS = "\n".join(page.read_text() for page in PAGES)


def test_the_manual_names_every_setting():
    named = {
        name.removesuffix(".<class>").rpartition(".")[2]
        for name in re.findall(r"`([A-Za-z0-9_.<>]+)`", SETTINGS)
    }
    assert {*leaves(CONFIG), *CURVE} | DESCRIPTION <= named
    assert set(CONFIG) | {"simulation"} | OF_STUDY - {"gain", "weakened", "quality"} <= named


def test_the_manual_names_nothing_else():
    """A setting that was renamed or removed must not live on in the manual."""
    others = r"^\| (?:column|measure|model) \|.*\n(\|.*\n)+"
    rows = re.findall(r"^\| (`[^|]*`) \|", re.sub(others, "", SETTINGS, flags=re.M), re.M)
    found = {name.rpartition(".")[2] for row in rows for name in re.findall(r"`([^`]+)`", row)}
    known = {*leaves(CONFIG), *CONFIG["signal"]["filters"], *METHODS, *DESCRIPTION, *OF_STUDY}
    known |= {*CONFIG["classifier"]["kinds"], *CURVE, "features"}
    assert found - {"<class>", "<name>"} <= known


def test_the_manual_says_on_which_page_each_block_is():
    manual = (ROOT / "config/README.md").read_text()
    for page in PAGES:
        blocks = re.findall(r"^## `(\w+)`", page.read_text(), re.MULTILINE)
        row = re.search(rf"^\| \[docs/{page.name}\].*$", manual, re.MULTILINE)[0]
        assert blocks
        assert all(f"`{block}`" in row for block in blocks)
    assert all(f"`{block}`" in manual for block in CONFIG)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"choosing": {"folds": 3}}, "choosing is now called tuning. Rename it in your configur"),
        ({"gan": {"choice": {"most": 5}}}, "gan.choice is now called gan.selection, and its key"),
        (
            {"gan": {"models": {"hinge": {"training": {"average": 0.9}}}}},
            "gan.models.hinge.training.average is now called ema_decay",
        ),
        (
            {"gan": {"models": {"blog": {"milestones": {}}, "wgan": {}}}},
            "gan.models.blog.milestones is now called checkpoints",
        ),
    ],
)
def test_a_key_of_an_earlier_version_gets_its_new_name(config, message):
    with pytest.raises(InputError, match=re.escape(message)):
        reject_renamed_keys(config)


def test_an_old_key_stops_a_run_with_its_new_name(project):
    done = snakemake(project, "-n", REPORT, config={"comparison": {"without": ["s01"]}})
    assert done.returncode != 0
    assert "comparison.without is now called comparison.leave_out" in done.stdout
    assert "Traceback" not in done.stdout


def test_todays_keys_are_no_old_ones():
    reject_renamed_keys(CONFIG)
