"""The columns of an array of beats (waveform, features, patient): taken apart, joined again."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.utils import check_array

from evenbeat.runtime.errors import InputError

# A single sample has no waveform.
LEAST_LENGTH = 2


@dataclass(frozen=True, eq=False)
class Beats:
    """Real beats.

    Attributes
    ----------
    table : ndarray or DataFrame, shape (n, columns)
        The array that was taken apart.
    place : int or None
        Number of the column of `table` that holds the patient, if one does.
    waveform : ndarray of float, shape (n, length)
    features : ndarray of float, shape (n, n_features)
    patient : ndarray of int, shape (n,)
        The patient of each beat, as a row of `patients`.
    patients : ndarray, shape (p,)
        What the column says of each patient.
    """

    table: np.ndarray | pd.DataFrame
    place: int | None
    waveform: np.ndarray
    features: np.ndarray
    patient: np.ndarray
    patients: np.ndarray

    def find_templates(self):
        """Compute the template of each patient: the median of all its beats.

        Returns
        -------
        ndarray of float, shape (p, length)
        """
        of_patients = [self.waveform[self.patient == code] for code in range(len(self.patients))]
        return np.array([np.median(x, axis=0) for x in of_patients], self.waveform.dtype)


@dataclass(frozen=True, eq=False)
class NewBeats:
    """Synthetic beats of a class.

    Attributes
    ----------
    waveform : ndarray of float, shape (k, length)
    row : ndarray of int, shape (k,)
        The real beat from which each of them has its features.
    patient : ndarray of int, shape (k,)
        As in `Beats`.
    """

    waveform: np.ndarray
    row: np.ndarray
    patient: np.ndarray


def split_columns(X, n_features, patient_column):
    """Take an array of beats apart.

    Parameters
    ----------
    X : array-like, DataFrame or sparse matrix, shape (n, columns)
    n_features : int
        Number of columns at the end, without the patient's, that are features.
    patient_column : int, str or None
        Number or name of the column that holds the patient. All beats are of one patient if None.

    Returns
    -------
    Beats

    Raises
    ------
    InputError
        If there is no such column, a patient is missing, or no waveform is left.
    ValueError
        If the other columns are no finite numbers.
    """
    table = _to_table(X)
    place = _find_place(table, patient_column)
    others = _list_others(table, place)
    values = table.iloc[:, others] if isinstance(table, pd.DataFrame) else table[:, others]
    values = check_array(values, accept_sparse=True, dtype=(np.float64, np.float32), input_name="X")
    values = values.toarray() if sparse.issparse(values) else values
    length = values.shape[1] - n_features
    if length < LEAST_LENGTH:
        raise InputError(
            f"X has {values.shape[1]} columns besides the patient's, of which n_features takes "
            f"{n_features}: that leaves {length} for the waveform, and it needs {LEAST_LENGTH}. "
            "Lower n_features, or give beats with more samples."
        )
    patient, patients = _read_patients(table, place)
    return Beats(table, place, values[:, :length], values[:, length:], patient, patients)


def join_columns(beats, new):
    """Append synthetic beats to the array that was taken apart.

    Parameters
    ----------
    beats : Beats
    new : sequence of NewBeats

    Returns
    -------
    ndarray or DataFrame, shape (n + k, columns)
        In the order and the types of the columns of `beats.table`; integers are rounded.
    """
    if not new:
        return beats.table
    row, patient = (np.concatenate([getattr(x, name) for x in new]) for name in ("row", "patient"))
    waveform = np.concatenate([x.waveform for x in new])
    values = np.hstack([waveform, beats.features[row]])
    join = _append_to_frame if isinstance(beats.table, pd.DataFrame) else _append_to_array
    return join(beats, values, beats.patients[patient])


def _to_table(X):
    if isinstance(X, pd.DataFrame):
        return X
    table = X.toarray() if sparse.issparse(X) else np.asarray(X)
    if table.dtype.kind == "U":  # of a list, in which numbers would stay text
        table = np.array(X, dtype=object)
    if table.ndim != 2:
        check_array(table, dtype=None)  # says what scikit-learn says elsewhere
    return table


def _find_place(table, patient_column):
    """Find the number of the patient's column."""
    if patient_column is None:
        return None
    if isinstance(patient_column, str):
        columns = list(getattr(table, "columns", []))
        if patient_column not in columns:
            found = (
                f"its columns are {columns[0]} to {columns[-1]}" if columns else "it has no names"
            )
            raise InputError(
                f"X has no column {patient_column!r}: {found}. Give a DataFrame with that column, "
                "or set patient_column to the number of a column."
            )
        return columns.index(patient_column)
    width = table.shape[1]
    if not -width <= patient_column < width:
        raise InputError(
            f"patient_column is {patient_column}, and X has {width} columns: expected a number "
            f"from {-width} to {width - 1}."
        )
    return patient_column % width


def _list_others(table, place):
    """List the numbers of all columns but the patient's."""
    everything = np.arange(table.shape[1])
    return everything if place is None else np.delete(everything, place)


def _read_patients(table, place):
    """Read the patient's column as numbers, and what each of them stands for."""
    if place is None:
        return np.zeros(len(table), dtype=int), np.array([None])
    named = table.iloc[:, place] if isinstance(table, pd.DataFrame) else table[:, place]
    patient, patients = pd.factorize(np.asarray(named))
    if missing := np.count_nonzero(patient < 0):
        raise InputError(
            f"the patient of {missing} beats is missing in patient_column: name one for each beat, "
            "or leave these beats out."
        )
    return patient, patients


def _append_to_array(beats, values, patients):
    table = beats.table
    block = np.empty((len(values), table.shape[1]), object if table.dtype == object else float)
    block[:, _list_others(table, beats.place)] = values
    if beats.place is not None:
        block[:, beats.place] = patients
    if table.dtype.kind in "iu":
        block = block.round()
    return np.vstack([table, block.astype(table.dtype) if table.dtype.kind in "iuf" else block])


def _append_to_frame(beats, values, patients):
    table, others = beats.table, _list_others(beats.table, beats.place)
    block = pd.DataFrame(values, columns=table.columns[others])
    whole = [i for i, j in enumerate(others) if pd.api.types.is_integer_dtype(table.dtypes.iloc[j])]
    # The sampler casts to the types of the table, which truncates.
    block.iloc[:, whole] = block.iloc[:, whole].round()
    if beats.place is not None:
        block.insert(beats.place, table.columns[beats.place], patients)
    return pd.concat([table, block], ignore_index=True)
