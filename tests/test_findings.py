import numpy as np
import pandas as pd
import pytest
from evenbeat.findings import (
    caution,
    describe_best,
    describe_contrasts,
    describe_difference,
    mean_and_spread,
    paired_difference,
)


def scores(**arms):
    """Make the table of one split from each arm's macro-F1 by seed."""
    return pd.DataFrame(
        [
            {"arm": arm, "seed": seed, "macro_f1": value}
            for arm, values in arms.items()
            for seed, value in enumerate(values)
        ]
    )


def test_difference_is_paired_by_seed():
    table = scores(smote=[0.5, 0.7], gan=[0.4, 0.65])
    mean, sd, seeds = paired_difference(table.sample(frac=1, random_state=0), "gan", "smote")
    assert mean == pytest.approx(-0.075)
    assert sd == pytest.approx(np.std([-0.1, -0.05], ddof=1))
    assert seeds == 2


def test_gan_that_loses():
    assert describe_difference(scores(none=[0.5, 0.7], gan=[0.4, 0.65]), "gan", "none") == (
        "gan against none: mean macro-F1 lower by 0.075 "
        "(difference per seed \N{MINUS SIGN}0.075 ± 0.035, 2 seeds)."
    )


def test_gan_that_wins():
    assert describe_difference(scores(none=[0.5, 0.7], gan=[0.6, 0.8]), "gan", "none") == (
        "gan against none: mean macro-F1 higher by 0.100 "
        "(difference per seed 0.100 ± 0.000, 2 seeds)."
    )


def test_gan_that_ties():
    assert describe_difference(scores(none=[0.5, 0.7], gan=[0.7, 0.5]), "gan", "none") == (
        "gan against none: mean macro-F1 equal to three decimals "
        "(difference per seed 0.000 ± 0.283, 2 seeds)."
    )


def test_single_seed_has_no_spread():
    table = scores(none=[0.5], gan=[0.6])
    assert describe_difference(table, "gan", "none") == (
        "gan against none: mean macro-F1 higher by 0.100 (one seed, no spread)."
    )
    assert describe_best(table) == "gan has the highest mean macro-F1, 0.600 (one seed)."
    assert mean_and_spread(0.6, float("nan")) == "0.600"


def test_arms_without_a_common_seed_are_not_compared():
    table = scores(none=[0.5], gan=[0.6])
    table.loc[table["arm"] == "gan", "seed"] = 9
    assert "no seed in common" in describe_difference(table, "gan", "none")


def test_equally_good_arms_are_all_named():
    table = scores(none=[0.5, 0.7], gan=[0.7, 0.5], smote=[0.4, 0.4])
    assert describe_best(table) == "none and gan share the highest mean macro-F1, 0.600."


def test_contrasts_are_found_by_method_and_missing_ones_are_said():
    gan = {"method": "gan", "model": "blog", "amount": 0.1}
    smote = {"method": "smote", "amount": 0.1, "neighbors": 5}
    arms = {"strong_smote": smote, "gan": gan, "gan_screened": gan | {"method": "gan_screened"}}
    table = scores(strong_smote=[0.5, 0.6], gan=[0.6, 0.7], gan_screened=[0.4, 0.5])
    sentences = describe_contrasts(table, arms)
    assert [sentence.split(":")[0] for sentence in sentences[:2]] == [
        "gan against strong_smote",
        "gan_screened against strong_smote",
    ]
    assert sentences[2:] == [
        "No arm of this run is trained with nothing added to compare the GAN with."
    ]


def test_caution_names_the_single_gan_seed_only_where_there_is_one():
    assert "not yet a test of significance" in caution(5, 1, uses_gan=True)
    assert "Each GAN was trained with one seed only" in caution(5, 1, uses_gan=True)
    assert "Each GAN" not in caution(5, 3, uses_gan=True)
    assert "Each GAN" not in caution(5, 1, uses_gan=False)
