"""Change one thing, and exactly the rules that it concerns run again."""

import os
import shutil

import pytest
from conftest import REPORT, planned_jobs, snakemake

KINDS = 2  # an estimator and a network
ARMS = 4
SEEDS = 2  # of the GANs, each with one classifier of each kind and arm
CLASSIFIERS = ARMS * SEEDS  # of each kind
OF_ONE_ARM = SEEDS
OF_GAN_ARMS = 2 * SEEDS
MODELS = 2  # blog and transfer, each with GANs of one class
GANS = MODELS * SEEDS
SEGMENTS = GANS  # one checkpoint of each
CONDITIONED = SEEDS  # GANs of transfer
SCREENED = SEEDS  # GANs of blog
RECORDS = 12
DATABASES = 2


def of_both_kinds(classifiers):
    """Give the jobs that train and score so many classifiers of each kind."""
    rules = ("train_estimator", "train_network", "score_estimator", "score_network")
    return dict.fromkeys(rules, classifiers)


END = {"tabulate_metrics": 1, "draw_arms": KINDS, "render_report": 1}
# Networks have curves, and the strip shows the first kind.
TABLES = {"bootstrap_arms": KINDS, "draw_curves": 1, "draw_strip": 1}
QUALITY = {"measure_quality": GANS, "tabulate_quality": MODELS, "map_beats": 1, "draw_quality": 1}
AFTER_SYNTHESIS = {
    "trace_synthetic": GANS,
    "screen_by_discriminator": SCREENED,
    **QUALITY,
    "draw_gan": MODELS,
    "gather_gans": 1,
    **of_both_kinds(OF_GAN_ARMS),
    "tabulate_records": 2 * KINDS,
    **TABLES,
    **END,
}
AFTER_GAN = {"select_checkpoint": GANS, "synthesize_beats": GANS, **AFTER_SYNTHESIS}
TRAINING = {"train_gan": SEGMENTS, "condition_gan": CONDITIONED}
# Of the model blog and the arm that uses it alone.
AFTER_BLOG = {
    "select_checkpoint": SEEDS,
    "synthesize_beats": SEEDS,
    "trace_synthetic": SEEDS,
    "screen_by_discriminator": SCREENED,
    "measure_quality": SEEDS,
    "tabulate_quality": 1,
    "map_beats": 1,
    "draw_quality": 1,
    "draw_gan": 1,
    "gather_gans": 1,
    **of_both_kinds(OF_ONE_ARM),
    "tabulate_records": KINDS,
    **TABLES,
    **END,
}
AFTER_SCORES = {
    "tabulate_records": ARMS * KINDS,
    "bootstrap_arms": KINDS,
    "draw_strip": 1,
    **END,
}
AFTER_NETWORKS = {
    "train_reference_classifier": 1,
    **QUALITY,
    "train_network": CLASSIFIERS,
    "score_network": CLASSIFIERS,
    "tabulate_records": ARMS,
    "bootstrap_arms": 1,
    "draw_curves": 1,
    **END,
}
AFTER_ESTIMATORS = {
    "train_estimator": CLASSIFIERS,
    "score_estimator": CLASSIFIERS,
    "tabulate_records": ARMS,
    "bootstrap_arms": 1,
    "draw_strip": 1,
    **END,
}
ALL_CLASSIFIERS = {
    "train_reference_classifier": 1,
    **QUALITY,
    **of_both_kinds(CLASSIFIERS),
    "draw_curves": 1,
    **AFTER_SCORES,
}
AFTER_HELD_OUT = {"hold_out_beats": 1, **TRAINING, **AFTER_GAN}
AFTER_SPLIT = {**AFTER_HELD_OUT, **ALL_CLASSIFIERS, "rank_features": 1}
AFTER_BEATS = {"split_interpatient": 1, **AFTER_SPLIT}
AFTER_FILTER = {"segment_beats": DATABASES, **AFTER_BEATS}


def test_nothing_changed_nothing_runs(finished):
    assert planned_jobs(finished, REPORT) == {}


def test_a_touch_reruns_nothing(run):
    for folder in ("workflow", "config", "resources", "envs"):
        for path in (run / folder).rglob("*"):
            os.utime(path)
    assert planned_jobs(run, REPORT) == {}


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("report/page.py", {"render_report": 1}),
        ("data/download.py", {}),
        ("evaluation/metric_tables.py", END),
        ("evaluation/classification.py", {"score_network": CLASSIFIERS,
                                          "score_estimator": CLASSIFIERS, **AFTER_SCORES}),
        ("classifier/training.py", AFTER_NETWORKS),
        ("classifier/estimator.py", AFTER_ESTIMATORS),
        ("classifier/spline_lda.py", ALL_CLASSIFIERS),
        ("balancing/training_set.py", ALL_CLASSIFIERS),
        ("quality/mmd.py", {"select_checkpoint": GANS, "synthesize_beats": GANS,
                            **AFTER_SYNTHESIS}),
        ("quality/origin.py", {"trace_synthetic": GANS, "render_report": 1}),
        ("quality/neighbours.py", {"trace_synthetic": GANS, "gather_gans": 1,
                                   "measure_quality": GANS, "tabulate_quality": MODELS,
                                   "draw_quality": 1, "render_report": 1}),
        ("gan/core.py", {**TRAINING, **AFTER_GAN}),
        ("gan/models/blog.py", {"train_gan": SEGMENTS - CONDITIONED, **AFTER_BLOG}),
        ("beats/held_out.py", AFTER_HELD_OUT),
        ("signal/filters.py", {"filter_records": DATABASES, **AFTER_FILTER}),
        ("simulation/database.py", {"simulate_database": 1, "fetch_signal": RECORDS,
                           "fetch_annotations": RECORDS,
                           "filter_records": DATABASES, **AFTER_FILTER}),
    ],
)  # fmt: skip
def test_an_edit_reruns_the_rules_that_import_the_module(run, module, expected):
    with open(run / "workflow/scripts/evenbeat" / module, "a") as file:
        file.write("# another line\n")
    assert planned_jobs(run, REPORT) == expected


def test_an_edit_of_a_script_reruns_its_rule(run):
    with open(run / "workflow/scripts/tabulate_metrics.py", "a") as file:
        file.write("# another line\n")
    assert planned_jobs(run, REPORT) == END


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"classifier": {"kinds": {"cnn": {"network": {"steps": 210}}}}}, AFTER_NETWORKS),
        ({"classifier": {"kinds": {"lda": {"parameters": {"knots": 5}}}}}, AFTER_ESTIMATORS),
        ({"classifier": {"kinds": {"forest": {"parameters": {"n_estimators": 9}}}}},
         {"render_report": 1}),
        ({"classifier": {"seeds": 2}},
         {**of_both_kinds(2 * ARMS + 2), "tabulate_records": ARMS * KINDS,
          "bootstrap_arms": KINDS, "draw_curves": 1, **END}),
        ({"arms": {"smote": {"neighbors": 4}}},
         {**of_both_kinds(OF_ONE_ARM), "tabulate_records": KINDS, **TABLES, **END}),
        ({"gan": {"screens": {"discriminator": 0.6}}},
         {"screen_by_discriminator": SCREENED, **of_both_kinds(OF_ONE_ARM),
          "tabulate_records": KINDS, "gather_gans": 1, **TABLES, **END}),
        ({"gan": {"selection": {"max_beats": 10}}}, AFTER_GAN),
        ({"gan": {"models": {"blog": {"training": {"beta_1": 0.6}}}}},
         {"train_gan": SEGMENTS - CONDITIONED, **AFTER_BLOG}),
        ({"gan": {"models": {"blog": {"checkpoints": {"interpatient": {"F": {"last": 80}}}}}}},
         {"train_gan": SEEDS, **AFTER_BLOG}),
        ({"splits": {"intrapatient": {"seed": 1}}}, {"render_report": 1}),
        ({"beats": {"scaling": "per_beat"}}, AFTER_FILTER),
        ({"signal": {"filter": "median"}}, {"filter_records": DATABASES, **AFTER_FILTER}),
        ({"signal": {"filters": {"median": {"first": 210}}}}, {"render_report": 1}),
        ({"gan": {"held_out": {"seed": 1}}}, AFTER_HELD_OUT),
        ({"arms": {name: {"amount": 0.25} for name in ("gan_screened", "transfer")}},
         {"synthesize_beats": GANS, **AFTER_SYNTHESIS}),
        ({"download": {"attempts": 5}}, {"render_report": 1}),
        ({"download": {"attempts": 5}, "signal": {"filter": "median"}},
         {"filter_records": DATABASES, **AFTER_FILTER}),
    ],
)  # fmt: skip
def test_a_setting_reruns_the_rules_that_read_it(finished, config, expected):
    assert planned_jobs(finished, REPORT, config=config) == expected | {"draw_dag": 1}


def test_the_same_bytes_from_elsewhere_change_nothing_downstream(run):
    shutil.copytree(run / "resources/simulated_source/simulated", run / "elsewhere")
    config = {"databases": {"simulated": {"url": "elsewhere"}}}
    assert planned_jobs(run, REPORT, config=config) == {"render_report": 1, "draw_dag": 1}
    (run / "resources/simulated/s01.dat").unlink()
    done = snakemake(run, "resources/simulated/s01.dat", config=config)
    assert done.returncode == 0, done.stdout
    assert planned_jobs(run, REPORT, config=config) == {"render_report": 1, "draw_dag": 1}


def test_a_deleted_milestone_is_trained_again_alone(run):
    (run / "results/demo/interpatient/gan/blog/seed0/gan_F_epoch40.h5").unlink()
    target = "results/demo/interpatient/gan/blog/seed0/gan_F_epoch40.h5"
    assert planned_jobs(run, target) == {"train_gan": 1}
