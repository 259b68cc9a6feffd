import json
import zipfile

import h5py
import numpy as np
import pytest
from conftest import forged
from evenbeat.artifacts.summary import summarise
from evenbeat.beats.held_out import write_held_out
from evenbeat.beats.synthetic import write_synthetic
from evenbeat.beats.table import write_beats
from evenbeat.classifier.predictions import write_predictions
from evenbeat.gan.untrained import write_untrained
from evenbeat.io.checksum_trailer import append_checksum
from evenbeat.io.hdf5 import write_datasets
from evenbeat.io.json_files import write_json
from evenbeat.runtime.errors import InputError
from evenbeat.tuning.trial import write_trials

GAN = "interpatient/gan/hinge/seed1"
CLASSIFIER = "interpatient/classifier/lda/smote/seed0"


def lines_of(path):
    return dict(summarise(path).lines)


def write_table_of_beats(path, **attributes):
    labels = np.array(["N", "V", "N"])
    names = np.array(["mitdb/100"] * 3)
    numbers = {
        "waveform": np.zeros((3, 300), np.float32),
        "template": np.zeros((3, 300), np.float32),
        "rhythm": np.zeros((3, 6), np.float32),
        "features": np.zeros((3, 23), np.float32),
        "sample": np.arange(3),
    }
    text = {"label": labels, "symbol": labels, "record": names, "patient": names}
    about = {"sampling_rate": 360, "scaling": "per_record", "records": ["mitdb/100"]}
    write_beats(path, numbers | text, about | attributes)
    return path


def test_a_table_of_beats(tmp_path):
    path = write_table_of_beats(
        tmp_path / "train.h5", databases=["mitdb"], split="interpatient", side="train"
    )
    assert summarise(path).kind == "training beats of a split"
    lines = lines_of(path)
    assert lines["beats"] == "3: N 2, V 1"
    assert lines["split"] == "interpatient, side train"
    assert lines["unit"] == "scaled lead, pure number"
    assert "300 samples at 360 Hz" in lines["waveform"]
    digest = path.read_bytes().split()[-1].decode()
    assert lines["checksum"] == f"SHA-256 {digest}, verified"


def test_a_copy_by_another_name_is_known_by_its_content(tmp_path):
    path = write_table_of_beats(tmp_path / "gan_V_epoch6.h5")
    assert summarise(path).kind == "table of beats"


def test_a_checkpoint(untrained):
    summary = summarise(untrained["transfer"])
    lines = dict(summary.lines)
    assert summary.kind == "checkpoint of a GAN"
    assert lines["class"] == "V"
    assert lines["model"] == "transfer, step 0"
    assert lines["patients"] == "templates of 3"
    assert lines["unit"].startswith("scaled lead, pure number; networks use it divided by")


def test_a_checkpoint_that_holds_a_reason(tmp_path):
    path = tmp_path / "gan_F_epoch4.h5"
    write_untrained(path, "4 training beats, 16 are needed", {"class": "F", "model": "blog"})
    assert lines_of(path)["no networks"] == "4 training beats, 16 are needed"


def test_other_hdf5_files(tmp_path):
    held_out, predictions = tmp_path / "held_out.h5", tmp_path / "predictions.h5"
    write_held_out(held_out, np.array([True, False]), {"split": "interpatient"})
    assert lines_of(held_out)["beats"] == "1 of 2 are held out"
    beats = {"label": np.array(["N", "V"]), "record": np.array(["a", "a"]), "sample": np.arange(2)}
    identity = {"split": "interpatient", "kind": "lda", "arm": "smote", "seed": "0"}
    write_predictions(predictions, beats, np.eye(2, dtype=np.float32), ["N", "V"], identity)
    assert lines_of(predictions)["made by"] == "kind lda, arm smote, seed 0, split interpatient"
    trials = tmp_path / "tries/lda/smote.h5"
    write_trials(trials, np.zeros((1, 2, 2)), np.array(["N", "V"]), ["N", "V"])
    assert summarise(trials).kind == "predictions of each setting of an arm on a fold"
    filtered = tmp_path / "filtered/100.h5"
    about = {"record": "mitdb/100", "lead": "MLII", "sampling_rate": 360}
    about |= {"record_sampling_rate": 360.0, "filter": "bandpass", "simulated": True}
    write_datasets(filtered, {"signal": (np.zeros(720), "mV")}, about)
    lines = lines_of(filtered)
    assert lines["signal"] == "2 s at 360 Hz, filter bandpass"
    assert lines["simulated"] == "yes, not from a patient"
    assert summarise(filtered.parent).lines == [("files", "1")]


def test_a_file_of_another_program(tmp_path):
    with forged(tmp_path / "other.h5", "w") as file:
        file["numbers"] = np.arange(3)
    assert summarise(tmp_path / "other.h5").kind == "HDF5 file of another program"


def synthetic(path, patients):
    number = len(patients)
    waveform = np.zeros((number, 300))
    rhythm = np.zeros((number, 6))
    write_synthetic(
        path,
        {
            "waveform": waveform,
            "template": waveform,
            "rhythm": rhythm,
            "patient": np.array(patients),
            "row": np.arange(number),
        },
    )


def test_synthetic_beats_and_the_checkpoint_that_made_them(tmp_path):
    folder = tmp_path / GAN
    synthetic(folder / "synthetic_V.npy", ["mitdb/100", "mitdb/101"])
    write_json(
        folder / "milestones_V.json", {"trained": True, "chosen": 40, "mmd2": {}, "floor": 0.0}
    )
    lines = lines_of(folder / "synthetic_V.npy")
    assert lines["beats"] == "2"
    assert lines["made for"] == "2 patients"
    assert lines["path says"] == "class V, model hinge, split interpatient, seed 1"
    assert lines["checkpoint"] == "epoch 40"
    assert lines_of(folder / "milestones_V.json")["chosen"] == "40"


def test_a_table_with_what_is_the_same_in_all_rows(tmp_path):
    path = tmp_path / GAN / "origin_V.csv"
    path.parent.mkdir(parents=True)
    path.write_text("split,epoch,distance\ninterpatient,40,0.5\ninterpatient,40,0.7\n")
    lines = lines_of(path)
    assert (lines["rows"], lines["epoch"]) == ("2", "40")
    assert "distance" not in lines


def test_scores_of_a_classifier(tmp_path):
    path = tmp_path / CLASSIFIER / "metrics.json"
    path.parent.mkdir(parents=True)
    write_json(path, {"macro_f1": 0.5, "per_class": {"N": {"f1": 0.9}}})
    lines = lines_of(path)
    assert lines["macro_f1"] == "0.5"
    assert lines["path says"] == "split interpatient, kind lda, arm smote, seed 0"
    assert lines["checksum"] == "none in files of this kind"


def test_a_record_is_compared_with_the_list_beside_it(tmp_path):
    (tmp_path / "s01.hea").write_text("s01 1 360 720\n# of nobody\n")
    (tmp_path / "s01.dat").write_bytes(b"12")
    (tmp_path / "s01.atr").write_bytes(b"")
    digest = "6b51d431df5d7f141cbececcf79edf3dd861c3b4069f0b11661a3eefacbba918"
    (tmp_path / "SHA256SUMS.txt").write_text(f"{digest} s01.dat\n")
    lines = lines_of(tmp_path / "s01.hea")
    assert (lines["Hz"], lines["comment"]) == ("360", "of nobody")
    assert lines_of(tmp_path / "s01.dat")["checksum"].endswith("verified with SHA256SUMS.txt")
    assert summarise(tmp_path / "s01.atr").kind == "annotations of a WFDB record"
    assert lines_of(tmp_path / "SHA256SUMS.txt")["files"].startswith("1 ")
    (tmp_path / "s01.dat").write_bytes(b"13")
    with pytest.raises(InputError, match=r"s01.dat has another SHA-256 than in .*SHA256SUMS.txt"):
        summarise(tmp_path / "s01.dat")


def skops_file(path, content):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("schema.json", json.dumps(content))
    append_checksum(path)


def test_an_estimator_is_named_and_not_loaded(tmp_path):
    step = {"content": [{"__class__": "str"}, {"__class__": "SplineLDA"}]}
    steps = {"content": {"content": {"steps": {"content": [step]}}}, "_skops_version": "0.16"}
    skops_file(tmp_path / "model.skops", steps)
    assert lines_of(tmp_path / "model.skops")["steps"] == "SplineLDA"
    skops_file(tmp_path / "other.skops", {"content": 1})
    with pytest.raises(InputError, match="is not a valid skops file"):
        summarise(tmp_path / "other.skops")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("metrics.json", '{"f1": NaN}'),
        ("metrics.json", '{"f1": '),
        ("curve.csv", "step,loss\n1,2,3\n"),
        ("curve.csv", ""),
        ("dag.svg", "<svg>"),
        ("dag.png", "no picture"),
        ("report.html", "<html><body>"),
        ("s01.hea", "# a comment alone\n"),
        ("SHA256SUMS.txt", "no digest\n"),
        ("train.h5", "no HDF5"),
        ("synthetic_V.npy", ""),
        ("model.skops", "no ZIP"),
    ],
)
def test_a_damaged_file_is_named(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(InputError, match=name):
        summarise(path)


def test_a_dataset_that_is_a_group_is_named(tmp_path):
    with forged(tmp_path / "held_out.h5", "w") as file:
        file.create_group("held_out")
    with pytest.raises(InputError, match=r"held_out\.h5"):
        summarise(tmp_path / "held_out.h5")


def test_what_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.h5 cannot be read"):
        summarise(tmp_path / "nothing.h5")


def test_a_link_to_another_file_is_not_followed(tmp_path):
    with forged(tmp_path / "held_out.h5", "w") as file:
        file["held_out"] = h5py.ExternalLink("secret.h5", "/")
    with pytest.raises(InputError, match="elsewhere"):
        summarise(tmp_path / "held_out.h5")


def test_of_many_columns_a_few_are_shown(tmp_path):
    path = tmp_path / "beats.csv"
    path.write_text(",".join(f"t{number}" for number in range(300)) + "\n")
    assert lines_of(path)["columns"] == "t0, t1, t2, ..., t299 (300 in all)"
