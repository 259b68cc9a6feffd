"""What an estimator that a user names must be."""

import sys

import pytest
from evenbeat.classifier.kinds import Kind, takes_weights
from evenbeat.runtime.errors import InputError

FOREST = "sklearn.ensemble.RandomForestClassifier"
SVC = "sklearn.svm.SVC"


@pytest.mark.parametrize(
    ("estimator", "parameters", "message"),
    [
        ("sklearn.ensemble.Forest", {}, r"sklearn\.ensemble\.Forest cannot be imported.*Correct"),
        ("sklearn.forests.Forest", {}, r"cannot be imported \(ModuleNotFoundError"),
        ("sklearn.base.clone", {}, r"sklearn\.base\.clone is not a class"),
        (FOREST, {"trees": 3}, r"does not accept the parameters \{'trees': 3\}.*Correct"),
        ("sklearn.svm.LinearSVC", {}, "has no predict_proba.*CalibratedClassifierCV"),
        ("sklearn.linear_model.SGDClassifier", {"loss": "hinge"}, "has no predict_proba"),
        ("collections.Counter", {}, "has no fit"),
    ],
)
def test_what_is_no_classifier_is_an_error(estimator, parameters, message):
    with pytest.raises(InputError, match=message):
        Kind(estimator=estimator, parameters=parameters).create()


def test_a_module_that_fails_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "failing_module.py").write_text("raise OSError('no licence')\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(InputError, match=r"failing_module\.Own cannot be imported \(OSError: no"):
        Kind(estimator="failing_module.Own").create()
    sys.modules.pop("failing_module", None)


def test_what_an_estimator_can_do_may_depend_on_its_parameters():
    path = "sklearn.linear_model.SGDClassifier"
    assert Kind(estimator=path, parameters={"loss": "log_loss"}).create().loss == "log_loss"


@pytest.mark.parametrize(
    ("estimator", "expected"),
    [(FOREST, True), ("sklearn.neighbors.KNeighborsClassifier", False)],
)
def test_some_estimators_take_weights(estimator, expected):
    assert takes_weights(Kind(estimator=estimator).create()) == expected
