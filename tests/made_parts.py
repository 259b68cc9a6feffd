"""Parts of one split with four arms, made up, and what tests of them have in common."""

import numpy as np
from evenbeat.evaluation.confusion import class_f1
from evenbeat.evaluation.per_record import KEYS, pair_columns
from evenbeat.evaluation.results import read_parts

CLASSES = ["N", "S"]
RECORDS = ["201", "213", "232"]
GAINS = {"none": 0.0, "smote": 0.05, "gan": 0.3, "gan_control": 0.02}
COMPARISON = {"resamples": 300, "seed": 0, "min_test_beats": 100, "leave_out": ["232"]}


def write_part(path, gain, rng, gans=5, seeds_per_gan=2):
    """Write the table of an arm whose classifiers find so many S of 40 in a record."""
    lines = [",".join(KEYS + pair_columns(CLASSES))]
    for seed in range(gans * seeds_per_gan):
        for record in RECORDS:
            found = rng.binomial(40, 0.4 + gain)
            lines.append(f"{seed // seeds_per_gan},{seed},{record},500,20,{40 - found},{found}")
    path.write_text("\n".join(lines) + "\n")


def write_parts(folder):
    """Write the tables of all arms; give their paths by arm."""
    rng, paths = np.random.default_rng(0), {}
    for name, gain in GAINS.items():
        paths[name] = folder / f"interpatient_{name}.csv"
        write_part(paths[name], gain, rng)
    return paths


def make_parts(folder):
    """Make the parts of all arms, by arm."""
    return read_parts(write_parts(folder), CLASSES, 100)


def macro_f1(confusion):
    return class_f1(confusion).mean(axis=-1)
