"""Metrics of a classifier on test beats."""

import numpy as np
from sklearn.metrics import (
    average_precision_score,
    confusion_matrix,
    precision_recall_fscore_support,
)


def score_predictions(labels, probabilities, classes):
    """Compute metrics of predicted probabilities against the annotated labels.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
        Annotated classes.
    probabilities : ndarray of float, shape (n, classes)
        Predicted probabilities.
    classes : sequence of str
        At least two, in the order of the columns. Each occurs among the labels.

    Returns
    -------
    dict
        `classes`; `confusion`, rows the labels and columns the predictions; `per_class` with
        support, sensitivity, positive predictive value (0 for a class that is never predicted), F1
        and average precision of each class; `macro_f1`, `accuracy`, `macro_average_precision`.
    """
    truth = np.array([classes.index(label) for label in labels])
    predicted = probabilities.argmax(axis=1)
    indices = np.arange(len(classes))
    precision, sensitivity, f1, support = precision_recall_fscore_support(
        truth, predicted, labels=indices, zero_division=0
    )
    # One-hot labels, since scikit-learn takes the numbers of two classes as a binary task.
    average_precision = average_precision_score(
        np.eye(len(classes), dtype=int)[truth], probabilities, average=None
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
    return {
        "classes": list(classes),
        "confusion": confusion_matrix(truth, predicted, labels=indices).tolist(),
        "per_class": per_class,
        "macro_f1": float(np.mean(f1)),
        "accuracy": float(np.mean(truth == predicted)),
        "macro_average_precision": float(np.mean(average_precision)),
    }
