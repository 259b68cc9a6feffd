import numpy as np
import pytest
from evenbeat.gan.models import conditional
from evenbeat.runtime.errors import InputError

TRAINING = {"bandwidth": 40, "lent_beats": 3}


@pytest.mark.parametrize(("power", "shares"), [(0, (1, 1)), (0.5, (3**0.5, 6**0.5)), (1, (3, 6))])
def test_a_class_weighs_a_power_of_its_beats_and_n_nothing(beats_of_patients, power, shares):
    data, _ = conditional.prepare_conditional(beats_of_patients, TRAINING, power)
    assert len(data["beat"]) == 9
    found = [data["weight"][data["class"] == index].sum() for index in (1, 2)]
    assert found == pytest.approx(np.array(shares) / sum(shares))


def test_a_patient_with_few_beats_of_a_class_lends_most_of_them():
    label, patient = np.array([1, 1, 1, 1, 2]), np.array([0, 0, 0, 1, 0])
    lent = conditional.find_lent_shares(label, patient, 3)
    assert lent == pytest.approx([0.5, 0.5, 0.5, 0.75, 0.75])
    assert conditional.find_lent_shares(label, patient, 0).tolist() == [0, 0, 0, 0, 0]


def test_patients_without_rare_beats_have_a_template_too(beats_of_patients):
    normal = np.where(beats_of_patients["patient"] == "b", "N", beats_of_patients["label"])
    data, _ = conditional.prepare_conditional(
        beats_of_patients | {"label": normal}, TRAINING, class_power=1
    )
    patients, templates = conditional.find_templates(beats_of_patients)
    assert data["patients"].tolist() == patients.tolist() == ["a", "b", "c"]
    assert np.array_equal(data["templates"], templates)
    assert set(data["patient"]) == {0, 2}


def test_beats_of_n_only_are_an_error(beats_of_patients):
    with pytest.raises(InputError, match="of class N; this model needs beats of S, V, F or Q"):
        conditional.prepare_conditional(
            beats_of_patients | {"label": np.full(24, "N")}, TRAINING, class_power=1
        )
