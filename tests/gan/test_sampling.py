import numpy as np
import pytest
from conftest import TRAINING_OF
from evenbeat.gan import sampling
from evenbeat.gan.catalogue import find_model
from evenbeat.gan.models import conditional


def built(model, beats, seed=1):
    module = find_model(model)
    data, _ = module.prepare(beats, TRAINING_OF[model])
    return module, data, module.build(data, TRAINING_OF[model], seed)


@pytest.mark.parametrize("model", ["blog", "wgan", "hinge"])
def test_samples_do_not_depend_on_their_number(model, beats_of_patients):
    generator = built(model, beats_of_patients)[2].networks["generator"]
    few, many, other = (
        sampling.sample_beats(generator, number, seed, batch=4)
        for number, seed in ((5, 9), (9, 9), (5, 8))
    )
    assert few["beat"].shape == (5, 300)
    for name in few:
        assert np.array_equal(few[name], many[name][:5])
        assert not np.array_equal(few[name], other[name])
    assert len(np.unique(many["beat"][:, 0])) == 9


def test_samples_of_transfer_are_of_every_patient(beats_of_patients, sample_inputs):
    whole = built("transfer", beats_of_patients)[2].networks["generator"]
    generator = conditional.fix_class(whole, "V")
    few, many = (
        sampling.sample_beats(generator, number, 9, sample_inputs, batch=16) for number in (5, 40)
    )
    assert set(many["patient"]) == {0, 1, 2}
    assert many["rhythm"].shape == (40, 6)
    for name in few:
        assert np.array_equal(few[name], many[name][:5])
    near = [
        np.linalg.norm(sample_inputs - beat, axis=1).argmin() == patient
        for beat, patient in zip(many["beat"], many["patient"], strict=True)
    ]
    assert np.mean(near) > 0.5  # untrained, it adds anything to the patient's own beat


def test_judgements_are_the_discriminators(beats_of_patients):
    _, data, trained = built("hinge", beats_of_patients)
    discriminator = trained.networks["discriminator"]
    found = sampling.discriminate_beats(discriminator, data)
    expected = discriminator([data["beat"], data["rhythm"]], training=False)
    assert found == pytest.approx(np.asarray(expected)[:, 0], abs=1e-5)
