"""The samplers pass all checks of imbalanced-learn, without an exception."""

import pytest
from evenbeat.samplers import FlowSampler, GANSampler, TransplantSampler
from imblearn.utils.estimator_checks import check_param_validation, estimator_checks_generator

# As little training as there can be; the checks give ten beats of a class.
LITTLE = {"epochs": 1, "training": {"steps_per_epoch": 1, "batch": 8, "min_beats": 8}}
SAMPLERS = [
    TransplantSampler(random_state=0),
    GANSampler(random_state=0, **LITTLE),
    FlowSampler(random_state=0, **LITTLE),
]
CHECKS = [pair for sampler in SAMPLERS for pair in estimator_checks_generator(sampler)]


@pytest.mark.filterwarnings("ignore:all beats are of one patient")
@pytest.mark.parametrize(
    ("sampler", "check"),
    CHECKS,
    ids=[f"{s.__class__.__name__}-{c.func.__name__}" for s, c in CHECKS],
)
def test_imbalanced_learn_finds_its_protocol(sampler, check, remembering):
    check(sampler)


@pytest.mark.parametrize("sampler", SAMPLERS, ids=[s.__class__.__name__ for s in SAMPLERS])
def test_a_parameter_of_another_type_is_refused(sampler):
    check_param_validation(type(sampler).__name__, sampler)
