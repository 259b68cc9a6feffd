"""Metrics of a classifier on test beats."""

import numpy as np
from sklearn.metrics import (
    average_precision_score,
    confusion_matrix,
    precision_recall_fscore_support,
)

from evenbeat.evaluation.macro_classes import select_macro_classes


def score_predictions(labels, probabilities, classes, min_test_beats):
    """Compute metrics of predicted probabilities against the annotated labels.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
        Annotated classes.
    probabilities : ndarray of float, shape (n, classes)
        Predicted probabilities.
    classes : sequence of str
        At least two, in the order of the columns. The test beats of one database may lack some.
    min_test_beats : int
        Minimum number of test beats of a class in macro-F1.

    Returns
    -------
    dict
        `classes`; `confusion`, rows the labels and columns the predictions; `per_class` with
        support, sensitivity, positive predictive value, F1 and average precision of each class (0
        where they are not defined, for a class without predictions or without beats);
        `macro_classes`, from `evenbeat.evaluation.macro_classes.select_macro_classes`; `macro_f1`
        and `macro_average_precision`, means over these classes; and `accuracy`.
    """
    truth = np.array([classes.index(label) for label in labels])
    predicted = probabilities.argmax(axis=1)
    indices = np.arange(len(classes))
    precision, sensitivity, f1, support = precision_recall_fscore_support(
        truth, predicted, labels=indices, zero_division=0
    )
    # One-hot labels, because scikit-learn treats the numbers of two classes as a binary task.
    average_precision, present = np.zeros(len(classes)), support > 0
    average_precision[present] = average_precision_score(
        np.eye(len(classes), dtype=int)[truth][:, present], probabilities[:, present], average=None
    )
    per_class = {
        name: {
            "support": int(support[index]),
            "sensitivity": float(sensitivity[index]),
            "positive_predictive_value": float(precision[index]),
            "f1": float(f1[index]),
            "average_precision": float(average_precision[index]),
        }
        for index, name in enumerate(classes)
    }
    support_by_class = {name: values["support"] for name, values in per_class.items()}
    scored = select_macro_classes(support_by_class, min_test_beats)

    def average(name):
        return float(np.mean([per_class[cls][name] for cls in scored]))

    return {
        "classes": list(classes),
        "confusion": confusion_matrix(truth, predicted, labels=indices).tolist(),
        "per_class": per_class,
        "macro_classes": scored,
        "macro_f1": average("f1"),
        "accuracy": float(np.mean(truth == predicted)),
        "macro_average_precision": average("average_precision"),
    }
