"""What holds for a GAN of every model: built, sampled, asked, trained, saved and brought back."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import OF_ALL_CLASSES, TRAINING_OF, all_weights, eagerly, variables
from evenbeat.gan import core
from evenbeat.gan.catalogue import MODELS, find_model
from evenbeat.gan.checkpoints import write_checkpoint
from evenbeat.gan.keras_files import read_discriminator, read_gan, read_generator
from evenbeat.gan.models import conditional, transfer
from evenbeat.nn.step_loop import compile_steps
from evenbeat.runtime.errors import InputError


def built(model, beats, seed=1):
    module = find_model(model)
    data, _ = module.prepare(beats, TRAINING_OF[model])
    return module, data, module.build(data, TRAINING_OF[model], seed)


def compiled(model, beats, seed):
    """Give an untrained GAN and its compiled steps."""
    module, data, trained = built(model, beats)
    step = module.make_step(trained, data, TRAINING_OF[model], seed)
    return trained, compile_steps(step)


def same(first, second):
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_a_model_that_there_is_not_is_named():
    with pytest.raises(InputError, match="no model 'diffusion'; expected one of: blog, wgan"):
        find_model("diffusion")


@pytest.mark.parametrize("model", MODELS)
def test_a_model_names_each_of_its_losses(model, beats_of_patients):
    trained, run = compiled(model, beats_of_patients, seed=3)
    assert run(0, 2).shape == (2, len(find_model(model).LOSSES))
    assert ("discriminator" in trained.networks) == MODELS[model].has_discriminator


@pytest.mark.parametrize("model", MODELS)
def test_initial_weights_follow_the_seed(model, beats_of_patients):
    first, again, other = (
        all_weights(built(model, beats_of_patients, seed)[2]) for seed in (1, 1, 2)
    )
    assert same(first, again)
    assert not same(first, other)


@pytest.mark.parametrize("model", MODELS)
def test_steps_move_every_weight_and_are_the_same_in_one_call_or_two(model, beats_of_patients):
    trained, run = compiled(model, beats_of_patients, seed=3)
    before = all_weights(trained)
    losses = run(0, 3)
    after = all_weights(trained)
    for name, network in trained.networks.items():
        for weight in network.trainable_weights:
            start = before[[v is weight for v in variables(trained)].index(True)]
            # What is added to every score cancels out of a loss on differences of scores.
            if weight.shape != (1,):
                assert not np.array_equal(start, np.asarray(weight)), f"{name}: {weight.path}"
    for variable, value in zip(variables(trained), before, strict=True):
        variable.assign(value)
    assert np.array_equal(losses, np.concatenate([run(0, 1), run(1, 2)]))
    assert same(after, all_weights(trained))
    assert np.isfinite(losses).all()


def test_another_seed_is_another_training(beats_of_patients):
    with eagerly():
        losses = [compiled("blog", beats_of_patients, seed)[1](0, 1) for seed in (5, 6)]
    assert not np.array_equal(*losses)


@pytest.mark.parametrize("model", MODELS)
def test_a_milestone_brings_everything_back(model, beats_of_patients, tmp_path):
    trained, other = (built(model, beats_of_patients, seed)[2] for seed in (1, 2))
    module = find_model(model)
    trained.attributes = module.prepare(beats_of_patients, TRAINING_OF[model])[1]
    trained.step = 7
    path = tmp_path / "gan_V_epoch7.h5"
    origin = {"model": model, "precision": "float32", "class": "all"}
    write_checkpoint(path, module, trained, {"losses": np.zeros((7, 2), np.float32)}, origin)
    read_gan(path, other, "float32")
    assert other.step == 7
    assert same(all_weights(trained), all_weights(other))
    if MODELS[model].has_discriminator:
        judge = read_discriminator(path, module, 300)
        assert same(
            [np.asarray(w) for w in trained.networks["discriminator"].weights],
            [np.asarray(w) for w in judge.weights],
        )
    else:
        with pytest.raises(InputError, match=f"model {model}, which has no discriminator"):
            read_discriminator(path, module, 300)


@pytest.mark.parametrize("model", OF_ALL_CLASSES)
def test_a_network_with_its_class_fixed_is_the_whole_one(model, beats_of_patients, sample_inputs):
    module, _, trained = built(model, beats_of_patients)
    generator = trained.networks["generator"]
    size = dict((x.name, x.shape[1]) for x in generator.inputs)["latent"]
    latent = np.random.default_rng(0).normal(size=(3, size)).astype(np.float32)
    one_hot = np.tile(np.float32([0, 0, 1, 0, 0]), (3, 1))
    inputs = {"latent": latent, "template": sample_inputs}
    whole = generator(core.arrange(generator, {**inputs, "class": one_hot}))
    own = module.fix_network(generator, "V")([latent, sample_inputs])
    for name in ("beat", "rhythm"):
        assert np.asarray(own[name]) == pytest.approx(np.asarray(whole[name]), abs=1e-6)
    other = module.fix_network(generator, "S")([latent, sample_inputs])
    assert not np.allclose(own["beat"], other["beat"])
    with pytest.raises(InputError, match="no class 'X'; expected one of: N, S, V, F, Q"):
        module.fix_network(generator, "X")


@pytest.mark.parametrize("model", ["hinge", *OF_ALL_CLASSES])
def test_generated_beats_have_nothing_above_the_bandwidth(model, beats_of_patients):
    """Holds by construction, so that no training has to learn it."""
    _, data, trained = built(model, beats_of_patients)
    generator = trained.networks["generator"]
    size = dict((x.name, x.shape[1]) for x in generator.inputs)["latent"]
    latent = np.random.default_rng(0).normal(size=(8, size)).astype(np.float32)
    if model == "hinge":
        beat, base = generator(latent)["beat"], data["weight"] @ data["beat"]
    else:
        inputs = {
            "latent": latent,
            "template": np.random.default_rng(1).normal(size=(8, 300)).astype(np.float32),
            "class": np.eye(5, dtype=np.float32)[[2] * 8],
        }
        beat, base = generator(core.arrange(generator, inputs))["beat"], 0
    made = np.asarray(beat) - base
    power = np.abs(np.fft.rfft(np.hstack([made, made[:, ::-1]]), axis=1)) ** 2
    high = np.fft.rfftfreq(600, 1 / 360) > 41
    assert (power[:, high].sum(axis=1) < 1e-6 * power.sum(axis=1)).all()


def test_probabilities_rise_with_the_judgement():
    for model in (name for name, traits in MODELS.items() if traits.has_discriminator):
        found = find_model(model).to_probability(np.array([0.2, 0.9, 0.1]))
        assert np.argsort(found).tolist() == [2, 0, 1]
        assert ((found >= 0) & (found <= 1)).all()


THREADS = """
import hashlib, sys
import numpy as np
from evenbeat.nn import backend
from evenbeat.gan.models import blog
from evenbeat.nn.step_loop import compile_steps
backend.use_threads(int(sys.argv[1]))
training = {training}
data = {{"beat": np.random.default_rng(0).uniform(-1, 1, (24, 300)).astype(np.float32)}}
trained = blog.Model().build(data, training, 0)
losses = [
    compile_steps(blog.Model().make_step(trained, data, training, 0))(0, 3)
    for precision in ("float32", "bfloat16")
]
weights = [np.asarray(v) for part in trained.variables().values() for v in part]
print(hashlib.sha256(b"".join(w.tobytes() for w in [*losses, *weights])).hexdigest())
"""


def test_the_number_of_threads_changes_no_bit(training):
    scripts = Path(core.__file__).parents[2]
    found = {
        subprocess.run(
            [sys.executable, "-c", THREADS.format(training=training), str(threads)],
            cwd=scripts,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()[-1]
        for threads in (1, 2)
    }
    assert len(found) == 1


def test_the_shared_judge_opens_for_one_class(beats_of_patients, tmp_path):
    """A milestone of one class is the shared one with the class fixed."""
    module, _, trained = built("transfer", beats_of_patients)
    networks = {
        name: conditional.fix_class(trained.networks[name], "V")
        for name in ("generator", "discriminator")
    }
    own = core.Gan(networks, {}, 3, trained.templates, trained.patients)
    path = tmp_path / "gan_V_epoch3.h5"
    write_checkpoint(
        path,
        module,
        own,
        {"losses": np.zeros((3, 2))},
        {"model": "transfer", "class": "V", "coefficients": 67, "scale": 1.0, "limit": 1.0}
        | {"precision": "float32", "classes": "V"},
    )
    judge = read_discriminator(path, module, 300)
    assert same(
        [np.asarray(w) for w in networks["discriminator"].weights],
        [np.asarray(w) for w in judge.weights],
    )
    assert {x.name for x in read_generator(path).inputs} == {"latent", "template"}


@pytest.mark.parametrize("coefficients", [0, 301, -1, "67", 1e9, np.nan])
def test_a_judge_of_impossible_size_is_refused(coefficients):
    with pytest.raises(InputError, match=r"coefficients are .*; expected 1 to 300"):
        transfer.Model().rebuild_discriminator(300, {"coefficients": coefficients, "class": "all"})


def test_a_class_without_training_beats_is_refused(beats_of_patients):
    module, _, trained = built("transfer", beats_of_patients)
    trained.attributes = {"classes": "FV"}
    with pytest.raises(InputError, match=r"no class Q in this model; expected .*: F, V$"):
        module.fix_class(trained, "Q")


def test_a_judge_of_an_unknown_class_is_refused():
    with pytest.raises(InputError, match="class is 'X'; expected one of: N, S, V, F, Q, all"):
        transfer.Model().rebuild_discriminator(300, {"coefficients": 67, "class": "X"})
