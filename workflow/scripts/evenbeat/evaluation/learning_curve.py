"""Scores against the number of training patients."""

from pathlib import Path

import numpy as np
import pandas as pd

from evenbeat.evaluation.confusion import class_f1
from evenbeat.evaluation.patient_worth import MEASURES, POINT
from evenbeat.evaluation.per_record import read_confusions


def identify_parts(paths, draws):
    """Find kind, arm, number of patients and draw of tables of confusion matrices.

    Parameters
    ----------
    paths : sequence of str
        <kind>/<split>_<arm>.csv, in any folder.
    draws : dict of str to (int, int)
        Number of patients and number of the draw, by split.

    Returns
    -------
    dict of (str, str, int, int) to str
        The argument `paths` of `score_draws`.

    Examples
    --------
    >>> identify_parts(["lda/patients4_draw0_smote.csv"], {"patients4_draw0": (4, 0)})
    {('lda', 'smote', 4, 0): 'lda/patients4_draw0_smote.csv'}
    """
    parts = {}
    for path in map(Path, paths):
        split = next(name for name in draws if path.name.startswith(f"{name}_"))
        arm = path.stem.removeprefix(f"{split}_")
        parts[path.parent.name, arm, *draws[split]] = str(path)
    return parts


def score_draws(paths, classes):
    """Compute F1 scores of each draw of patients on each database.

    Parameters
    ----------
    paths : dict of (str, str, int, int) to str
        Tables of `evenbeat.evaluation.per_record.count_confusions` by kind, arm, number of patients
        and draw. Names of records are <database>/<record>.
    classes : sequence of str
        Including S.

    Returns
    -------
    DataFrame
        One row per path and database: `kind`, `test_bed` (the database), `arm`, `patients`, `draw`,
        `macro_f1` and `f1_S`, means over the classifiers.

    Raises
    ------
    InputError
        If a table is not as expected.
    """
    rows = []
    for (kind, arm, patients, draw), path in paths.items():
        confusion, records = read_confusions(path, classes)
        database = np.array([record.partition("/")[0] for record in records])
        for bed in np.unique(database):
            f1 = class_f1(confusion[:, :, database == bed].sum(axis=2))
            scores = {"macro_f1": f1.mean(), "f1_S": f1[..., list(classes).index("S")].mean()}
            rows.append(dict(zip(POINT, (kind, bed, arm, patients), strict=True)))
            rows[-1] |= {"draw": draw} | scores
    return pd.DataFrame(rows).sort_values([*POINT, "draw"], ignore_index=True)


def summarise_draws(scores):
    """Average scores over the draws.

    Parameters
    ----------
    scores : DataFrame
        As `score_draws` returns it.

    Returns
    -------
    DataFrame
        One row per kind, test bed, arm and number of patients: `draws`, and `<measure>_mean` and
        `<measure>_sd` over them.
    """
    groups = scores.groupby(POINT)
    columns = {"draws": groups.size()}
    for measure in MEASURES:
        columns[f"{measure}_mean"] = groups[measure].mean()
        columns[f"{measure}_sd"] = groups[measure].std()
    return pd.DataFrame(columns).reset_index()
