"""The report's confusion matrices, one for each arm."""

import numpy as np

from evenbeat.report.html import rate_share


def tabulate_confusions(metrics, identity, classes):
    """Add up the confusion matrices of each arm's classifiers.

    Parameters
    ----------
    metrics : sequence of dict
        The metrics of each classifier of all splits and kinds.
    identity : (str, str)
        Split and kind of classifier.
    classes : sequence of str
        The split's classes.

    Returns
    -------
    list of dict
        `arm`, and `rows`, one for each annotated class: its name and a cell for each predicted
        class. A cell has `share`, of the beats of the annotated class; `beats`, their number; and
        `level`, a step of colour.
    """
    sums = {}
    for one in metrics:
        if (one["split"], one["kind"]) == identity:
            sums[one["arm"]] = sums.get(one["arm"], 0) + np.array(one["confusion"])
    return [
        {
            "arm": arm,
            "rows": [
                (cls, [_make_cell(number, row.sum()) for number in row])
                for cls, row in zip(classes, counts, strict=True)
            ],
        }
        for arm, counts in sums.items()
    ]


def _make_cell(number, total):
    share = number / max(total, 1)
    return {"share": f"{share:.2f}", "beats": f"{number:,}", "level": rate_share(share)}
