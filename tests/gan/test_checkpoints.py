import h5py
import keras
import numpy as np
import pytest
from conftest import eagerly, forged
from evenbeat.gan import checkpoints, keras_files, sampling
from evenbeat.gan.identity import GanId
from evenbeat.gan.models import blog
from evenbeat.gan.training_stage import train_stage
from evenbeat.gan.untrained import read_untrained_reason, write_out_of_memory
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed

GAN = GanId("interpatient", "blog", 0, "F")
PROVENANCE = {"sampling_rate": 360, "filter": "bandpass", "scaling": "per_beat"}


@pytest.fixture(scope="module")
def beats(bumps):
    held_out = np.zeros(len(bumps), dtype=bool)
    held_out[:4] = True
    return {
        "waveform": bumps,
        "template": bumps,
        "rhythm": np.zeros((len(bumps), 6), dtype=np.float32),
        "label": np.full(len(bumps), "F"),
        "patient": np.full(len(bumps), "a"),
        "held_out": held_out,
    }


def segment(path, previous, beats, training, epochs, epoch):
    with eagerly():
        train_stage(
            path,
            previous,
            gan_id=GAN,
            epoch=str(epoch),
            beats=beats,
            provenance=PROVENANCE,
            training=training,
            epochs=epochs,
            sample=3,
        )
    return path


@pytest.fixture(scope="module")
def chain(tmp_path_factory, beats, training):
    folder = tmp_path_factory.mktemp("chain")
    first = segment(folder / "gan_F_epoch1.h5", None, beats, training, 1, 1)
    second = segment(folder / "gan_F_epoch2.h5", first, beats, training, 1, 2)
    return first, second


def untrained(training, seed=0):
    return blog.Model().build({"beat": np.zeros((8, 300))}, training, seed)


def restored(path, training, precision="float32"):
    gan = untrained(training)
    keras_files.read_gan(path, gan, precision)
    return gan


def arrays(path):
    found = {}
    with h5py.File(path) as file:
        file.visititems(
            lambda name, node: (
                found.__setitem__(name, node[()]) if isinstance(node, h5py.Dataset) else None
            )
        )
    return found


def test_keras_opens_a_milestone_as_the_generator(chain):
    generator = keras.models.load_model(chain[1], compile=False)
    assert generator.input_shape == (None, 112, 1)
    assert generator.output_shape == (None, 300, 1)


def test_a_chain_of_segments_equals_one_run(chain, tmp_path, beats, training):
    whole = segment(tmp_path / "gan_F_epoch2.h5", None, beats, training, 2, 2)
    expected, found = arrays(whole), arrays(chain[1])
    expected_losses, found_losses = expected.pop("losses"), found.pop("losses")
    assert np.array_equal(
        expected_losses, np.concatenate([arrays(chain[0])["losses"], found_losses])
    )
    assert expected.keys() == found.keys()
    for name in expected:
        assert np.array_equal(expected[name], found[name]), name


def test_same_seed_same_bytes(chain, tmp_path, beats, training):
    again = segment(tmp_path / "gan_F_epoch1.h5", None, beats, training, 1, 1)
    assert again.read_bytes() == chain[0].read_bytes()


def test_the_file_says_what_it_is(chain):
    with h5py.File(chain[1]) as file:
        attributes = dict(file.attrs)
        assert file["losses"].shape == (2, 2)
        assert file["sample"].shape == (3, 300)
    wanted = {"class": "F", "seed": "0", "sampling_rate": 360, "scaling": "per_beat", "step": 4}
    wanted |= {"training_beats": 20, "trained": True, "latent": "standard normal", "scale": 1.0}
    wanted |= {"loss_unit": "nat", "limit": 1.0}
    wanted |= {"precision": "float32", "model": "blog", "loss": "binary cross-entropy"}
    assert {name: attributes[name] for name in wanted} == pytest.approx(wanted, abs=0.05)
    assert tuple(attributes["latent_shape"]) == (112, 1)


def test_the_fixed_latents_stay(chain, training):
    seed = derive_seed("0", "interpatient", "blog", "F")
    generator = restored(chain[1], training).networks["generator"]
    again = sampling.sample_beats(generator, 3, derive_seed(seed, "sample"))
    assert again["beat"] == pytest.approx(arrays(chain[1])["sample"], abs=1e-6)


def test_held_out_beats_do_not_train(chain, tmp_path, beats, training):
    spoiled = beats | {"waveform": beats["waveform"].copy()}
    spoiled["waveform"][beats["held_out"]] = 1e3
    again = segment(tmp_path / "gan_F_epoch1.h5", None, spoiled, training, 1, 1)
    assert again.read_bytes() == chain[0].read_bytes()


def test_too_few_beats_are_said_and_do_not_fail(tmp_path, beats, training):
    few = segment(tmp_path / "a.h5", None, beats, training | {"min_beats": 21}, 1, 1)
    more = segment(tmp_path / "b.h5", few, beats, training | {"min_beats": 21}, 1, 2)
    for path in (few, more):
        assert read_untrained_reason(path) == "20 training beats, 21 are needed"


def test_a_gan_that_was_given_up_stays_so(tmp_path, beats, training):
    lost = tmp_path / "gan_F_epoch3.h5"
    write_out_of_memory(lost, "it ran out of memory", GAN, "3")
    more = segment(tmp_path / "gan_F_epoch6.h5", lost, beats, training, 1, 2)
    reason = read_untrained_reason(more)
    assert reason.startswith("it ran out of memory before epoch 3; on a machine with more memory")
    assert reason.endswith(f"--forcerun {lost}")


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.99])
def test_a_file_cut_short_is_an_error_and_stays(chain, tmp_path, training, share):
    content = chain[0].read_bytes()
    path = tmp_path / "gan_F_epoch1.h5"
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(InputError, match=r"gan_F_epoch1\.h5.*Delete it and run again"):
        restored(path, training)
    assert path.stat().st_size == int(share * len(content))


def test_the_milestone_of_another_network_is_refused(tmp_path, training):
    latent = keras.Input((112, 1))
    other = keras.Model(latent, keras.layers.Conv1D(1, 3)(latent))
    path = tmp_path / "other.h5"
    other.save(path)
    with forged(path) as file:
        file.attrs.update({"model": "blog", "precision": "float32"})
    with pytest.raises(InputError, match="checkpoint of another network"):
        restored(path, training)


def test_the_milestone_of_another_model_or_precision_is_refused(chain, tmp_path, beats, training):
    with pytest.raises(InputError, match="expected model 'wgan', found 'blog'"):
        checkpoints.check_model(chain[0], "wgan")
    with pytest.raises(InputError, match="trained in float32, but this job would continue in b"):
        restored(chain[0], training, precision="bfloat16")
    spoiled = tmp_path / "gan_F_epoch1.h5"
    spoiled.write_bytes(chain[0].read_bytes())
    with forged(spoiled) as file:
        file.attrs["precision"] = "bfloat16"
    before = spoiled.read_bytes()
    with pytest.raises(
        InputError, match="trained in bfloat16, but this job would continue in float32"
    ):
        segment(tmp_path / "gan_F_epoch2.h5", spoiled, beats, training, 1, 2)
    assert list(tmp_path.iterdir()) == [spoiled]
    assert spoiled.read_bytes() == before


def test_a_gan_goes_on_as_it_began(chain, tmp_path, beats, training, monkeypatch):
    monkeypatch.setattr("evenbeat.nn.backend.has_bfloat16", lambda: True)
    auto = training | {"precision": "auto"}
    again = segment(tmp_path / "gan_F_epoch2.h5", chain[0], beats, auto, 1, 2)
    assert again.read_bytes() == chain[1].read_bytes()
    first = segment(tmp_path / "gan_F_epoch1.h5", None, beats, auto, 1, 1)
    assert blog.Model().read(first).attributes["precision"] == "bfloat16"
    monkeypatch.setattr("evenbeat.nn.backend.has_bfloat16", lambda: False)
    with pytest.raises(InputError, match="no bfloat16 units were found on this processor"):
        segment(tmp_path / "gan_F_epoch3.h5", first, beats, auto, 1, 2)
    assert not (tmp_path / "gan_F_epoch3.h5").exists()


def test_a_batch_larger_than_the_class_is_refused(tmp_path, beats, training):
    with pytest.raises(InputError, match="20 training beats are fewer than"):
        segment(tmp_path / "gan_F_epoch1.h5", None, beats, training | {"batch": 21}, 1, 1)
    assert list(tmp_path.iterdir()) == []


def test_the_discriminator_comes_back_alone(chain, training):
    whole = restored(chain[1], training).networks["discriminator"]
    alone = keras_files.read_discriminator(chain[1], blog.Model(), 300)
    for a, b in zip(whole.weights, alone.weights, strict=True):
        assert np.array_equal(a, b)


def test_a_generator_that_has_diverged_is_not_written(tmp_path, beats, training, monkeypatch):
    nothing = {"beat": np.full((3, 300), np.nan)}
    monkeypatch.setattr("evenbeat.gan.keras_model.sample_beats", lambda *_: nothing)
    with pytest.raises(InputError, match="not finite: the training diverged"):
        segment(tmp_path / "gan_F_epoch1.h5", None, beats, training, 1, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_segment_leaves_nothing(tmp_path, beats, training):
    diverging = training | {"generator_learning_rate": 1e30, "discriminator_learning_rate": 1e30}
    with pytest.raises(InputError, match="diverged"):
        segment(tmp_path / "gan_F_epoch1.h5", None, beats, diverging, 3, 3)
    assert list(tmp_path.iterdir()) == []
