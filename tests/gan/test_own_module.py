"""One's own models: the templates of docs/, and files that are no models."""

import dataclasses

import h5py
import numpy as np
import pytest
from conftest import ROOT, eagerly
from evenbeat.gan.catalogue import find_model, read_traits
from evenbeat.gan.generate import generate_beats
from evenbeat.gan.history import read_history
from evenbeat.gan.identity import GanId
from evenbeat.gan.interface import Model
from evenbeat.gan.own_module import check_module
from evenbeat.gan.training_stage import train_stage
from evenbeat.runtime.errors import InputError
from evenbeat.screening.discriminator import discriminator_scores

PROVENANCE = {"sampling_rate": 360, "filter": "bandpass", "scaling": "per_record"}
TRAINING = {
    "own_model": {
        "batch": 4,
        "steps_per_epoch": 2,
        "generator_learning_rate": 0.001,
        "discriminator_learning_rate": 0.001,
        "beta_1": 0.5,
    },
    "own_mixture": {"components": 2},
}
GAN = GanId("interpatient", "mine", 0, "V")


def segment(path, previous, module, beats, epoch, epochs=1):
    own = {name: column for name, column in beats.items() if name != "sampling_rate"}
    own["held_out"] = np.zeros(24, dtype=bool)
    with eagerly():
        train_stage(
            path,
            previous,
            gan_id=GAN,
            epoch=str(epoch),
            beats=own,
            provenance=PROVENANCE,
            training=TRAINING[module],
            epochs=epochs,
            sample=3,
            module=str(ROOT / f"docs/{module}.py"),
        )
    return path


@pytest.fixture(scope="module", params=TRAINING)
def chain(request, tmp_path_factory, beats_of_patients):
    folder = tmp_path_factory.mktemp(request.param)
    paths = [folder / f"gan_V_epoch{epoch}.h5" for epoch in (1, 2)]
    segment(paths[0], None, request.param, beats_of_patients, 1)
    segment(paths[1], paths[0], request.param, beats_of_patients, 2)
    return request.param, paths


def test_a_template_trains_and_resumes(chain, beats_of_patients, tmp_path):
    module, paths = chain
    again = segment(tmp_path / "gan_V_epoch1.h5", None, module, beats_of_patients, 1)
    assert again.read_bytes() == paths[0].read_bytes()
    whole = segment(tmp_path / "gan_V_epoch2.h5", None, module, beats_of_patients, 2, epochs=2)
    with h5py.File(whole) as one, h5py.File(paths[1]) as two:
        assert one["sample"][()] == pytest.approx(two["sample"][()], abs=1e-6)
    history = read_history(paths)
    assert history["losses"].shape == (len(one_epoch(module)) * 2, len(history["loss_columns"]))


def one_epoch(module):
    return range(TRAINING[module].get("steps_per_epoch", 1))


def test_beats_of_a_template_do_not_depend_on_their_number(chain, beats_of_patients):
    module, paths = chain
    made = [
        generate_beats(paths[1], number, beats_of_patients, ROOT / f"docs/{module}.py")
        for number in (7, 20)
    ]
    assert made[1]["waveform"].shape == (20, 300)
    assert made[1]["waveform"].dtype == np.float32
    assert all(np.array_equal(made[0][name], made[1][name][:7]) for name in made[0])


def test_only_the_template_with_a_discriminator_scores(chain, beats_of_patients):
    module, paths = chain
    path = ROOT / f"docs/{module}.py"
    if module == "own_model":
        scores = discriminator_scores(paths[1], beats_of_patients, path)
        assert scores.shape == (24,)
        assert ((scores >= 0) & (scores <= 1)).all()
    else:
        with pytest.raises(InputError, match="no method discriminate; choose another screen"):
            discriminator_scores(paths[1], beats_of_patients, path)


def test_the_template_is_short():
    assert len((ROOT / "docs/own_model.py").read_text().splitlines()) <= 80


def test_a_model_of_one_class_has_no_class_to_fix(chain):
    module, paths = chain
    model = find_model("mine", ROOT / f"docs/{module}.py")
    with pytest.raises(InputError, match="no method fix_"):
        model.fix_class(model.read(paths[1]), "V")


def test_a_checkpoint_names_no_code(chain, beats_of_patients):
    with pytest.raises(InputError, match=r"no model 'mine'.*needs its Python file"):
        generate_beats(chain[1][1], 3, beats_of_patients)


def test_the_configuration_says_what_own_models_have():
    models = {"mine": {"module": "a.py", "discriminator": True}, "blog": {}}
    found = read_traits(models)
    assert dataclasses.astuple(found["mine"]) == (False, True, None)
    assert found["blog"].length == 300


FORGED = {
    "raise ValueError('no')": "raised ValueError: no. Correct",
    "import nothing_of_this_name": "raised ModuleNotFoundError",
    "import sys; sys.exit(3)": "raised SystemExit: 3",
    "x = 1": "has no class Model of its own; expected a class Model derived",
    "class Model: pass": "has no class Model of its own",
    "from evenbeat.gan.interface import Model": "lacks sample, train",
    "from evenbeat.gan.keras_model import KerasModel\nclass Model(KerasModel): pass": (
        "lacks build, make_step"
    ),
    "from evenbeat.gan.interface import Model as M\n"
    "class Model(M):\n    def __init__(self): 1 / 0\n    train = sample = print": (
        r"Model\(\) of .* raised ZeroDivisionError"
    ),
}


@pytest.mark.parametrize(("content", "expected"), FORGED.items())
def test_a_file_that_is_no_model_says_what_lacks(content, expected, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(content)
    with pytest.raises(InputError, match=expected):
        find_model("mine", path)


OWN = """
import numpy as np
from evenbeat.gan.interface import Model as Interface
class Model(Interface):
    def train(self, beats, training, seed, epochs, state=None, report=print):
        {train}
    def sample(self, state, number, seed):
        waveform = np.zeros((number, 4))
        {sample}
"""


def load(tmp_path, train="return {}, np.zeros((1, 1))", sample="return {'waveform': waveform}"):
    path = tmp_path / "mine.py"
    path.write_text(OWN.replace("{train}", train).replace("{sample}", sample))
    return find_model("mine", path)


WRONG_SAMPLES = {
    "return": "None; expected a dict",
    "return waveform": r"an array of type float64 and shape \(3, 4\); expected a dict",
    "return {'beat': waveform}": "no column waveform, but beat",
    "return {'waveform': waveform, 'row': waveform}": "unknown column row; expected waveform and",
    "return {'waveform': waveform[1:]}": r"wrong shape .*waveform: \(2, 4\); expected \(3, 4\)",
    "return {'waveform': waveform[0]}": r"wrong shape .*: \(4,\); expected",
    "return {'waveform': waveform * 1j}": "type complex128 .* column waveform; .* real numbers",
    "return {'waveform': waveform.astype(object)}": "type object .* column waveform",
    "return {'waveform': waveform.astype(str)}": "type <U32 .* column waveform",
    "return {'waveform': waveform.tolist()}": "a list of length 3 in the column waveform",
    "return {'waveform': waveform * np.nan}": "not finite in the column waveform: 3 of 3",
    "return {'waveform': waveform + 1e300}": "not finite .* beyond float32",
    "return {'waveform': waveform, 'rhythm': waveform}": r"rhythm: \(3, 4\); expected \(3, 6\)",
    "return {'waveform': waveform, 'template': waveform[:, 1:]}": r"template: .*\(3, 4\)",
    "return {'waveform': waveform, 'patient': np.array(['0'])}": r"patient: \(1,\); .*\(3,\)",
    "return {'waveform': waveform, 'patient': np.zeros(3)}": "float64 .* patient; .*3 names",
    "raise ValueError('no')": "sample of .* raised ValueError: no",
    "raise SystemExit(2)": "sample of .* raised SystemExit: 2",
}


@pytest.mark.parametrize(("sample", "expected"), WRONG_SAMPLES.items())
def test_a_sample_that_is_no_beats_is_explained(sample, expected, tmp_path):
    with pytest.raises(InputError, match=rf"mine\.py.*{expected}|{expected}.*Correct"):
        load(tmp_path, sample=sample).sample({}, 3, 0)


def test_a_good_sample_is_float32(tmp_path):
    made = load(tmp_path, sample="return {'waveform': waveform, 'patient': np.arange(3)}")
    beats = made.sample({}, 3, 0)
    assert beats["waveform"].dtype == np.float32
    assert beats["patient"].tolist() == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("train", "expected"),
    [
        ("return", "train of .* returned None; expected a pair"),
        ("return {'a': 1, 'b': 2}", "returned a dict of length 2; expected a pair"),
        ("1 / 0", "train of .* raised ZeroDivisionError"),
        ("training['components']", "'components'; training has no such key.*Set it in training"),
        ("{}['state']", "KeyError: 'state'; training has no such key, only batch"),
        ("training['batch'] + {}['batch']", "KeyError: 'batch'. Correct"),
    ],
)
def test_a_training_that_fails_is_explained(train, expected, tmp_path):
    with pytest.raises(InputError, match=expected) as caught:
        load(tmp_path, train=train).train({}, {"batch": 3}, 0, 1)
    assert "mine.py" in str(caught.value)


@pytest.mark.parametrize("error", ["MemoryError", "KeyboardInterrupt"])
def test_what_is_no_fault_of_the_file_passes(error, tmp_path):
    with pytest.raises((MemoryError, KeyboardInterrupt)) as caught:
        load(tmp_path, train=f"raise {error}").train({}, {}, 0, 1)
    assert caught.type.__name__ == error


def test_the_name_of_a_module_ends_in_py(tmp_path):
    for name in ("mine", "yours.py"):
        (tmp_path / name).write_text("")
    with pytest.raises(InputError, match=r"mine does not have .*must end in \.py"):
        find_model("mine", tmp_path / "mine")
    with pytest.raises(InputError, match=r"there is .*yours\.py: the name must end in \.py"):
        find_model("mine", tmp_path / "yours")
    with pytest.raises(InputError, match=r"gan: .*must end in \.py"):
        check_module(tmp_path / "mine", "gan")


@pytest.mark.parametrize(
    ("content", "expected"),
    [(None, "there is no file"), ("def", "is not Python"), ("\0", "is not")],
)
def test_planning_sees_a_file_that_cannot_be_a_model(content, expected, tmp_path):
    path = tmp_path / "mine.py"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError, match=rf"gan\.models\.mine\.module: .*{expected}"):
        check_module(path, "gan.models.mine.module")


@dataclasses.dataclass
class Broken(Model):
    """A model that samples something else than beats."""

    waveform: np.ndarray

    def train(self, beats, training, seed, epochs, state=None, report=print):
        return {"a": np.zeros(1)}, np.zeros((1, 1))

    def sample(self, state, number, seed):
        return {"waveform": self.waveform}


@pytest.mark.parametrize(
    ("waveform", "expected"),
    [(np.full((3, 300), np.nan), "not finite"), (np.zeros((300, 3)), "expected 3 beats in rows")],
)
def test_what_is_no_beat_is_not_written(
    waveform, expected, monkeypatch, beats_of_patients, tmp_path
):
    monkeypatch.setattr("evenbeat.gan.training_stage.find_model", lambda *_: Broken(waveform))
    with pytest.raises(InputError, match=expected):
        segment(tmp_path / "a.h5", None, "own_mixture", beats_of_patients, 1)
    assert list(tmp_path.iterdir()) == []
