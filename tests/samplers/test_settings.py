import pytest
from evenbeat.gan.catalogue import MODELS
from evenbeat.runtime.defaults import read_default_configuration
from evenbeat.runtime.errors import InputError
from evenbeat.samplers.settings import choose_training


def test_given_epochs_take_the_workflows_settings_fitted_to_their_number():
    epochs, training = choose_training("flow", False, 120, None)
    assert epochs == 120
    assert training["decay_steps"] == 12000
    assert training["ema_decay"] == 0.998
    assert choose_training("flow", False, 10, None)[1]["decay_steps"] == 1000
    assert choose_training("transfer", False, 3, None)[1]["batch"] == 128


def test_without_epochs_the_training_is_short():
    epochs, training = choose_training("hinge", False, None, None)
    assert epochs * training["steps_per_epoch"] == 800
    assert training["ema_decay"] == pytest.approx(0.9875)
    assert training["batch"] < choose_training("hinge", False, 10, None)[1]["batch"]
    assert training.keys() == choose_training("hinge", False, 40, None)[1].keys()


def test_the_networks_share_a_short_training():
    assert [choose_training("hinge", False, None, None, n)[0] for n in (0, 2, 3, 99)] == [
        8,
        4,
        2,
        1,
    ]
    assert choose_training("hinge", False, 40, None, 3)[0] == 40


def test_ones_own_settings_come_last():
    own = {"batch": 7, "decay_steps": 5, "ema_decay": 0.9}
    _, training = choose_training("transfer", False, None, own)
    assert training | own == training


def test_a_setting_that_the_model_lacks_is_refused():
    with pytest.raises(InputError, match=r"training has bacth.*hinge does not have; .*: bandwid"):
        choose_training("hinge", False, None, {"bacth": 3})


@pytest.mark.parametrize(
    "wrong",
    [
        {"batch": -1},
        {"batch": "a"},
        {"batch": True},
        {"steps_per_epoch": 0},
        {"steps_per_epoch": 2.5},
        {"generator_learning_rate": float("nan")},
        {"beta_1": -1},
        {"shift": -1},
    ],
)
def test_a_setting_with_a_wrong_value_is_named(wrong):
    (name,) = wrong
    with pytest.raises(InputError, match=rf"training has {name} = .*; expected a"):
        choose_training("hinge", False, 3, wrong)


@pytest.mark.parametrize("model", MODELS)
def test_the_workflows_own_settings_are_allowed(model):
    training = read_default_configuration()["gan"]["models"][model]["training"]
    assert choose_training(model, False, 3, training)[1].items() >= training.items()


def test_ones_own_model_may_not_have_a_wrong_number_of_beats():
    with pytest.raises(InputError, match="training has min_beats = 'a'"):
        choose_training("mine", True, 3, {"min_beats": "a", "batch": "a"})


def test_ones_own_model_gets_ones_own_settings_alone():
    assert choose_training("mine", True, None, {"components": 2}) == (100, {"components": 2})
    assert choose_training("hinge", True, 3, None) == (3, {})
