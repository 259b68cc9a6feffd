"""A small study of one split with four arms, made up, and what its tests have in common."""

import json

import numpy as np
from evenbeat.evaluation.confusion import class_f1
from evenbeat.evaluation.contrasts import contrast_pairs, resample_parts
from evenbeat.evaluation.per_record import KEYS, pair_columns
from evenbeat.study import aims as study_aims
from evenbeat.study import tables
from evenbeat.study.parts import gather_facts, read_parts

CLASSES = ["N", "S"]
RECORDS = ["201", "213", "232"]
GAINS = {"none": 0.0, "smote": 0.05, "gan": 0.3, "gan_control": 0.02}
FOLD_SCORES = {"none": 0.5, "smote": 0.52, "gan": 0.6, "gan_control": 0.61}
AIMS = {
    "interpatient": {
        "better": {"macro_f1": {"smote": 0.03, "none": 0.02}},
        "no_worse": {"f1_N": "none", "f1_S": "none"},
    }
}
STUDY = {
    "aims": AIMS,
    "later": [],
    "controls": {"transfer": ["smote"]},
    "quality": {"classes": ["S"], "share": {"dtw": 0.8}, "no_more": ["copied"]},
}
COMPARISON = {"resamples": 300, "seed": 0, "min_test_beats": 100, "leave_out": ["232"]}


def write_part(folder, name, rng):
    """Write an arm of 5 GANs with 2 classifiers each, which finds so many S of 40 in a record."""
    (folder / "committees").mkdir(exist_ok=True)
    files = [(folder, 2, rng), (folder / "committees", 1, np.random.default_rng(len(name)))]
    for path, seeds_per_gan, draws in files:
        lines = [",".join(KEYS + pair_columns(CLASSES))]
        for seed in range(5 * seeds_per_gan):
            for record in RECORDS:
                found = draws.binomial(40, 0.4 + GAINS[name])
                lines.append(f"{seed // seeds_per_gan},{seed},{record},500,20,{40 - found},{found}")
        (path / f"interpatient_{name}.csv").write_text("\n".join(lines) + "\n")
    arm = {"method": name}
    if name.startswith("gan"):
        tune = {"classes": [["S"], ["S", "V"]], "amount": [0.1]}
        arm = {"method": "gan", "model": "transfer", "tune": tune}
    score = FOLD_SCORES[name]
    facts = gather_facts(
        {"split": "interpatient", "name": name},
        arm,
        CLASSES,
        {
            "macro_f1": [[score - 0.1, score - 0.1], [score - 0.01, score + 0.01]],
            "chosen": arm | {"classes": ["S", "V"], "amount": 0.1},
        },
        [{"macro_average_precision": 0.5}] * 10,
        [{"added": {"N": 0, "S": 7}}] * 10,
    )
    (folder / f"interpatient_{name}.json").write_text(json.dumps(facts))


def make_parts(folder):
    """Make the parts of all arms, by arm."""
    rng = np.random.default_rng(0)
    for name in GAINS:
        write_part(folder, name, rng)
    return read_parts(folder, 100)["interpatient"]


def tabulate(parts):
    """Make the study's tables."""
    return tables.tabulate_all({"interpatient": parts}, STUDY, COMPARISON)


def macro_f1(confusion):
    return class_f1(confusion).mean(axis=-1)


def contrast(parts, best, aims):
    """Contrast arms as the study does, those of the aims corrected."""
    listed = study_aims.list_aims(aims)
    pairs = study_aims.list_pairs(parts, [best], [aim["reference"] for aim in listed], [], {})
    resampled = resample_parts(parts, COMPARISON)
    table = contrast_pairs(pairs, parts, resampled, COMPARISON["resamples"], COMPARISON["seed"])
    return study_aims.correct_tests(table, best, listed)
