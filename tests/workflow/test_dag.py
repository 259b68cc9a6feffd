"""Nothing that trains or chooses depends on a test beat of its split, as Snakemake plans it.

What is chosen on interpatient serves intrapatient too, whose test beats some of those folds hold.
"""

import re

import pytest
import yaml
from conftest import ROOT, snakemake
from dry_runs import dry_run

# What makes and divides the table of all beats.
BEFORE_THE_SPLIT = {"split_interpatient", "split_intrapatient", "split_external"}
# What divides test beats by database, or adds those of patients whom a draw leaves out.
OF_TEST_BEATS = {"split_database", "leave_out_patients"}
SCORING = {"score_network", "score_estimator", "score_committee"}


def plan(folder, target, *configs):
    """List the jobs of a run: rule, inputs and outputs."""
    done = dry_run(folder, "-n", target, "--configfile", *configs)
    assert done.returncode == 0, done.stdout
    jobs = []
    for block in re.split(r"^(?:local)?(?:check)?rule ", done.stdout, flags=re.MULTILINE)[1:]:
        listed = {
            name: found[1].replace(" (update)", "").split(", ") if found else []
            for name in ("input", "output")
            for found in [re.search(rf"^    {name}: (.*)$", block, re.MULTILINE)]
        }
        jobs.append((block.split(":")[0], set(listed["input"]), set(listed["output"])))
    return jobs


@pytest.fixture(scope="module")
def jobs(project):
    done = snakemake(project, "resources/simulated_source/simulated/SHA256SUMS.txt")
    assert done.returncode == 0, done.stdout
    small = ["tests/runs/small.yaml", "tests/runs/models.yaml"]
    bed = {"name": "small", "page": "small", "between_patients": True, "about": ""}
    study = {
        "folder": "nowhere",
        "beds": {"interpatient": bed},
        "references": ["none", "smote"],
        "candidates": ["transfer"],
        "limits": [],
        "gain": {"least": 0.02, "kinds": [["lda"], ["cnn"]], "accuracy_loss": 0.01},
        "weakened": {"kinds": ["forest"], "arms": ["none", "smote"]},
        "quality": {"classes": ["V"], "share": {}, "no_more": []},
    }
    run = {"classifiers": ["lda", "cnn"], "arms": ["none", "smote", "transfer"]}
    (project / "study.yaml").write_text(yaml.safe_dump({"run": run, "study": study}))
    (project / "committee.yaml").write_text(
        "run: {classifiers: [lda, cnn, committee], splits: [interpatient, intrapatient]}\n"
    )
    # The second database of the demonstration only trains.
    table = (project / "config/demo_holter_records.tsv").read_text()
    (project / "tested.tsv").write_text(table.replace("s03\ts03\ttrain", "s03\ts03\ttest"))
    (project / "tested.yaml").write_text("databases: {holter: {records: tested.tsv}}\n")
    demo = plan(project, "all", "config/demo.yaml", "committee.yaml", "tested.yaml")
    kinds = plan(project, "results/demo/tables/kinds.csv", "config/demo.yaml", "committee.yaml")
    (project / "curve.yaml").write_text(
        "pathvars: {results: results/curve}\n"
        "learning_curve: {patients: [2, 3], draws: 2, left_out: holter, folds: 2, seed: 0, "
        "resamples: 9}\n"
    )
    curve = plan(project, "results/curve/figures/patients.svg", "config/demo.yaml", "curve.yaml")
    models = plan(project, "results/small/report.html", *small)
    return demo + kinds + curve + models + plan(project, "study", *small, "study.yaml")


def ancestors(jobs, paths):
    """List all files that lead to some."""
    made_from = {output: inputs for _, inputs, outputs in jobs for output in outputs}
    found, waiting = set(), list(paths)
    while waiting:
        for path in made_from.get(waiting.pop(), ()):
            if path not in found:
                found.add(path)
                waiting.append(path)
    return found


def test_test_beats_are_read_by_the_scoring_rules_alone(jobs):
    readers = {rule for rule, inputs, _ in jobs if any(p.endswith("/test.h5") for p in inputs)}
    assert readers - OF_TEST_BEATS == {"score_network", "score_estimator"}


def test_each_database_with_test_records_is_scored_by_itself(jobs):
    scored = {p.split("/")[2] for rule, _, made in jobs if rule in SCORING for p in made}
    assert {"interpatient", "interpatient_simulated", "interpatient_holter"} <= scored
    listed = [inputs for rule, inputs, _ in jobs if rule == "render_report"]
    assert any("results/demo/tables/interpatient_holter/lda/measures.csv" in one for one in listed)


def test_tables_of_all_beats_are_read_by_what_makes_divides_or_reports_them_alone(jobs):
    tables = re.compile(r"/databases/[^/]+/beats\.h5$")
    readers = {rule for rule, inputs, _ in jobs if any(map(tables.search, inputs))}
    assert readers - BEFORE_THE_SPLIT == {"render_report"}
    assert readers & BEFORE_THE_SPLIT


@pytest.mark.parametrize(
    "rule",
    [
        "train_gan",
        "select_checkpoint",
        "screen_by_label",
        "trace_synthetic",
        "select_setting",
        "score_folds_of_committee",
        "train_network",
        "train_estimator",
        "split_patients",
    ],
)
def test_what_trains_or_chooses_has_no_scores_behind_it(jobs, rule):
    chosen = [outputs for name, _, outputs in jobs if name == rule]
    assert chosen
    behind = ancestors(jobs, set().union(*chosen))
    makers = {name for name, _, outputs in jobs if outputs & behind}
    assert not any(path.endswith("/test.h5") for path in behind)
    assert not makers & SCORING
    assert makers & BEFORE_THE_SPLIT


def test_a_run_of_the_report_says_where_all_its_synthetic_beats_come_from(jobs):
    ours = [job for job in jobs if any(path.startswith("results/demo/") for path in job[2])]
    made = set().union(*(outputs for name, _, outputs in ours if name == "synthesize_beats"))
    beats = {path for path in made if path.endswith(".npy")}
    expected = {re.sub(r"synthetic_(.)\.npy$", r"origin_\1.csv", path) for path in beats}
    shown = set().union(*(inputs for name, inputs, _ in ours if name == "render_report"))
    assert beats
    assert {path for path in shown if "/origin_" in path} == expected


def test_scores_come_from_test_beats(jobs):
    """Show that the search for ancestors finds what is there."""
    scores = set().union(*(outputs for name, _, outputs in jobs if name in SCORING))
    assert any(path.endswith("/test.h5") for path in ancestors(jobs, scores))


def test_every_rule_is_planned_somewhere(jobs):
    rules = set()
    for path in (ROOT / "workflow/rules").glob("*.smk"):
        names = re.findall(r"^(?:use rule \w+ as|rule) (\w+)", path.read_text(), re.MULTILINE)
        rules |= set(names)
    # Of other databases; of what was kept of a study.
    elsewhere = {"fetch_checksums", "split_external", "write_study"}
    assert rules - {name for name, _, _ in jobs} <= elsewhere
