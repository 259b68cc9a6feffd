import numpy as np
import pytest
from evenbeat.evaluation import per_record
from evenbeat.io.hdf5 import write_datasets
from evenbeat.runtime.errors import InputError

CLASSES = ["N", "S", "V"]
LABELS = np.array(["N", "N", "S", "V", "N", "V"])
RECORDS = np.array(["201", "201", "201", "100", "100", "100"])


def predictions(path, predicted):
    probability = np.eye(3)[[CLASSES.index(name) for name in predicted]]
    texts = {"label": LABELS.astype("S"), "record": RECORDS.astype("S")}
    datasets = {name: (column, "text") for name, column in texts.items()}
    write_datasets(path, datasets | {"probability": (probability, "1")}, {})
    return str(path)


@pytest.fixture
def table(tmp_path):
    rng = np.random.default_rng(0)
    paths = [predictions(tmp_path / f"{n}.h5", rng.choice(CLASSES, 6)) for n in range(4)]
    paths[0] = predictions(tmp_path / "0.h5", ["N", "S", "S", "V", "N", "N"])
    return per_record.count_confusions(paths, CLASSES, seeds_per_gan=2)


def test_each_classifier_has_its_beats_by_record(table):
    assert len(table) == 8
    assert table["gan_seed"].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    first = table[(table["seed"] == 0) & (table["record"] == "201")].iloc[0]
    assert (first["N_N"], first["N_S"], first["S_S"], first["V_V"]) == (1, 1, 1, 0)
    counts = table[per_record.pair_columns(CLASSES)].sum(axis=1)
    assert set(counts) == {3}


def test_a_table_comes_back_as_confusions(table, tmp_path):
    table.sample(frac=1, random_state=0).to_csv(tmp_path / "a.csv", index=False)
    confusion, records = per_record.read_confusions(tmp_path / "a.csv", CLASSES)
    assert confusion.shape == (2, 2, 2, 3, 3)
    assert records == ["100", "201"]
    assert confusion[0, 0, 1].tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 0]]
    assert confusion[0, 0, 0].tolist() == [[1, 0, 0], [0, 0, 0], [1, 0, 1]]


def test_a_table_with_a_hole_is_refused(table, tmp_path):
    table.drop(index=3).to_csv(tmp_path / "a.csv", index=False)
    with pytest.raises(InputError, match=r"a\.csv has 7 rows for 4 classifiers of 2 GANs on 2"):
        per_record.read_confusions(tmp_path / "a.csv", CLASSES)
    with pytest.raises(InputError, match=r"expected gan_seed, seed, record, N_N, N_V"):
        per_record.read_confusions(tmp_path / "a.csv", ["N", "V"])
