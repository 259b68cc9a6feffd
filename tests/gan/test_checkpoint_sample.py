import numpy as np
import pytest
from conftest import ROOT, forged
from evenbeat.gan.checkpoint_sample import list_patients, read_provenance, sample_checkpoint
from evenbeat.gan.untrained import write_untrained
from evenbeat.io.hdf5 import open_hdf5
from evenbeat.nn.safe_load import load_network
from evenbeat.runtime.errors import InputError


@pytest.mark.parametrize("model", ["blog", "hinge", "transfer"])
def test_the_first_beats_are_the_same_for_every_number(untrained, model):
    few, many = (sample_checkpoint(untrained[model], number, 7) for number in (3, 5))
    assert few["waveform"].shape == (3, 300)
    for name in few:
        assert np.array_equal(few[name], many[name][:3])
    other = sample_checkpoint(untrained[model], 3, 8)
    assert not np.array_equal(few["waveform"], other["waveform"])


def test_beats_for_one_patient(untrained):
    path = untrained["transfer"]
    assert list_patients(path) == ["a", "b", "c"]
    made = sample_checkpoint(path, 4, 0, patient="b")
    assert set(made["patient"]) == {"b"}
    assert np.array_equal(made["template"][0], made["template"][3])
    with pytest.raises(InputError, match=r"no patient 'd'; expected one of: a, b, c"):
        sample_checkpoint(path, 4, 0, patient="d")


def test_a_model_without_patients_has_none(untrained):
    assert list_patients(untrained["blog"]) == []
    with pytest.raises(
        InputError, match=r"no patient 'a'; its model does not make beats for particular"
    ):
        sample_checkpoint(untrained["blog"], 4, 0, patient="a")


def test_products_and_keras_make_the_same_beats(untrained):
    """The original generator is computed by matrix products, which only round otherwise."""
    from evenbeat.gan.catalogue import find_model
    from evenbeat.gan.core import Gan
    from evenbeat.gan.sampling import sample_beats

    generator = load_network(untrained["blog"], "a checkpoint")
    with open_hdf5(untrained["blog"]) as file:
        scale = float(file.attrs["scale"])
    state = Gan({"generator": generator}, {}, attributes={"scale": scale})
    made = find_model("blog").sample(state, 4, 3)["waveform"]
    expected = scale * sample_beats(generator, 4, 3)["beat"]
    assert made == pytest.approx(expected, abs=1e-5)


def test_a_checkpoint_that_holds_a_reason(tmp_path):
    path = tmp_path / "gan_F_epoch4.h5"
    write_untrained(path, "4 training beats, 16 are needed", {"class": "F", "model": "blog"})
    with pytest.raises(InputError, match="4 training beats, 16 are needed"):
        sample_checkpoint(path, 3, 0)


@pytest.mark.parametrize("damage", ["cut", "changed", "empty"])
def test_a_damaged_checkpoint(tmp_path, untrained, damage):
    content = bytearray(untrained["blog"].read_bytes())
    content[len(content) // 3] ^= damage == "changed"
    path = tmp_path / "gan_V_epoch1.h5"
    path.write_bytes({"cut": content[:-500], "changed": content, "empty": b""}[damage])
    with pytest.raises(InputError, match=r"gan_V_epoch1\.h5"):
        sample_checkpoint(path, 3, 0)


def forge(tmp_path, source, **attributes):
    path = tmp_path / "gan_V_epoch1.h5"
    path.write_bytes(source.read_bytes())
    with forged(path) as file:
        file.attrs.update(attributes)
    return path


def test_a_checkpoint_never_names_code_to_run(tmp_path, untrained):
    for name in ("os", "../models/blog", "own"):
        with pytest.raises(InputError, match="there is no model"):
            sample_checkpoint(forge(tmp_path, untrained["blog"], model=name), 3, 0)


def test_a_checkpoint_of_another_model_is_refused(tmp_path, untrained):
    path = forge(tmp_path, untrained["transfer"], model="blog")
    with pytest.raises(InputError, match=r"not the generator of the model blog|expected"):
        sample_checkpoint(path, 3, 0)
    path = forge(tmp_path, untrained["blog"], scale=np.nan)
    with pytest.raises(InputError, match="not finite"):
        sample_checkpoint(path, 3, 0)
    with pytest.raises(InputError, match=r"makes beats of class V; expected F"):
        sample_checkpoint(untrained["blog"], 3, 0, cls="F")


def test_no_checkpoint_at_all(tmp_path):
    with forged(tmp_path / "train.h5", "w") as file:
        file["waveform"] = np.zeros((2, 3))
    with pytest.raises(InputError, match="is not a checkpoint"):
        read_provenance(tmp_path / "train.h5")


def test_ones_own_model(tmp_path, beats_of_patients):
    """The template of docs/own_mixture.py, whose state is a dict of arrays."""
    from evenbeat.gan.catalogue import find_model
    from evenbeat.gan.checkpoints import write_checkpoint

    module = ROOT / "docs/own_mixture.py"
    model = find_model("mine", module)
    state, losses = model.train(beats_of_patients, {"components": 2}, 0, 1)
    path = tmp_path / "gan_V_epoch1.h5"
    origin = {"split": "interpatient", "model": "mine", "seed": "0", "class": "V"}
    write_checkpoint(path, model, state, {"losses": losses}, origin)
    assert sample_checkpoint(path, 5, 0, module=module)["waveform"].shape == (5, 300)
    with pytest.raises(InputError, match="A model of your own needs its Python file"):
        sample_checkpoint(path, 5, 0)
