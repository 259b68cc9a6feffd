"""Which splits, GANs, checkpoints and seeds a configuration asks for."""

from types import SimpleNamespace

import pytest
from evenbeat.balancing.arm import Arm
from evenbeat.gan.identity import GanId
from evenbeat.pipeline import targets

EVERY = {"every": 2, "last": 6}
CONFIG = {
    "run": {
        "splits": ["interpatient", "intrapatient"],
        "arms": ["none", "gan", "screened"],
        "classifiers": ["lda", "all"],
    },
    "splits": {
        "interpatient": {"classes": ["N", "S", "V", "F"]},
        "intrapatient": {"classes": ["N", "S", "V", "F", "Q"]},
    },
    "gan": {
        "seeds": 2,
        "models": {
            "blog": {
                "checkpoints": {
                    "interpatient": {"V": {"every": 5, "last": 5}, "F": EVERY, "S": None},
                    "intrapatient": {"Q": EVERY},
                }
            },
            "transfer": {"checkpoints": {"interpatient": {"S": EVERY, "V": EVERY}}},
            "wgan": {"checkpoints": {}},
        },
    },
    "classifier": {
        "seeds": 3,
        "kinds": {
            "lda": {"estimator": "a.B"},
            "forest": {"estimator": "a.C"},
            "cnn": {"network": {"steps": 4}},
            "all": {"members": ["cnn", "lda", "forest"]},
        },
    },
    "arms": {
        "none": {"method": "none"},
        "gan": {"method": "gan", "model": "transfer", "tune": {"amount": [0.1, 0.3]}},
        "screened": {"method": "gan_screened", "model": "blog", "screen": "label", "amount": 0.2},
        "not_run": {"method": "gan", "model": "wgan", "amount": 0.5},
    },
}


def test_arms_of_the_run_come_in_its_order():
    arms = targets.run_arms(CONFIG)
    assert list(arms) == CONFIG["run"]["arms"]
    assert arms["none"] == Arm("none")


def test_each_gan_seed_has_classifiers_of_its_own():
    assert list(targets.classifier_seeds(CONFIG)) == [0, 1, 2, 3, 4, 5]


def test_a_model_has_gans_of_the_classes_with_checkpoints():
    assert targets.gan_classes(CONFIG, "interpatient", "blog") == ["V", "F"]
    assert targets.gan_classes(CONFIG, "interpatient_fold0", "blog") == ["V", "F"]
    assert targets.gan_classes(CONFIG, "intrapatient", "blog") == ["Q"]
    assert targets.gan_classes(CONFIG, "intrapatient", "wgan") == []


@pytest.mark.parametrize(
    ("gan", "epochs"),
    [
        (GanId("interpatient", "blog", 0, "V"), [5]),
        (GanId("interpatient_fold2", "blog", 0, "F"), [2, 4, 6]),
        (SimpleNamespace(split="interpatient", model="transfer", cls="all"), [2, 4, 6]),
    ],
)
def test_checkpoints_follow_at_even_distances(gan, epochs):
    assert list(targets.checkpoint_epochs(CONFIG, gan)) == epochs


def test_all_gans_of_the_run_are_those_of_its_arms():
    gans = targets.select_gans(CONFIG)
    assert [(gan.split, gan.model, gan.cls, gan.seed) for gan in gans[:5]] == [
        ("interpatient", "blog", "V", 0),
        ("interpatient", "blog", "V", 1),
        ("interpatient", "blog", "F", 0),
        ("interpatient", "blog", "F", 1),
        ("interpatient", "transfer", "S", 0),
    ]
    assert len(gans) == 2 * (2 + 2 + 1)
    assert {gan.model for gan in gans} == set(targets.gan_models(CONFIG)) == {"blog", "transfer"}


def test_what_is_given_of_a_gan_selects():
    one = GanId("interpatient_fold0", "wgan", 7, "F")
    given = {"split": one.split, "model": one.model, "seed": one.seed, "cls": one.cls}
    assert targets.select_gans(CONFIG, **given) == [one]
    of_class = targets.select_gans(CONFIG, split="interpatient", model="blog", cls="F")
    assert of_class == [GanId("interpatient", "blog", seed, "F") for seed in (0, 1)]
    assert targets.select_gans(CONFIG, split="external_svdb", model="wgan") == []


def test_a_path_is_filled_once_for_each_gan_and_checkpoint():
    gans = targets.select_gans(CONFIG, split="interpatient", model="blog")
    assert targets.fill_path(CONFIG, "{split}/{model}.csv", gans) == ["interpatient/blog.csv"]
    assert targets.fill_path(CONFIG, "{cls}_{epoch}", gans) == ["V_5", "F_2", "F_4", "F_6"]
    assert targets.fill_path(CONFIG, "{screen}_{cls}", gans, screen="label") == [
        "label_V",
        "label_F",
    ]
    assert targets.fill_path(CONFIG, "{cls}", []) == []


def test_screens_go_with_the_models_whose_beats_they_screen():
    assert targets.screened_models(CONFIG) == [("blog", "label")]


def test_an_arm_has_a_gan_for_each_class_that_it_fills():
    arm = Arm("gan", "blog", classes=["F", "S"])
    assert targets.gans_of_arm(CONFIG, "interpatient", arm, 1) == [
        GanId("interpatient", "blog", 1, "F")
    ]
    assert targets.gans_of_arm(CONFIG, "interpatient", Arm("smote"), 1) == []


def test_the_pool_suffices_for_the_arm_that_wants_most():
    assert targets.largest_gan_amount(CONFIG) == 0.5


def test_fold_scores_compare_gan_arms_only_if_all_were_tuned():
    assert targets.tuned_gan_arms(CONFIG) == []
    one = CONFIG | {"run": CONFIG["run"] | {"arms": ["none", "gan"]}}
    assert targets.tuned_gan_arms(one) == ["gan"]


def test_a_committee_is_trained_as_its_members():
    assert targets.run_classifiers(CONFIG) == ["lda", "all"]
    assert targets.trained_kinds(CONFIG, ["lda", "all"]) == ["lda", "cnn", "forest"]
    assert targets.trained_kinds(CONFIG, ["forest"]) == ["forest"]


def test_a_kind_is_an_estimator_a_network_or_a_committee():
    keys = ("estimator", "network", "members")
    found = [targets.kinds_with(CONFIG, key) for key in keys]
    assert found == [["lda", "forest"], ["cnn"], ["all"]]
