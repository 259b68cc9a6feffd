"""The columns of an array of beats: split into waveform, features and patient, and joined again."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.utils import check_array

from evenbeat.runtime.errors import InputError

# A waveform needs at least this number of samples.
LEAST_LENGTH = 2


@dataclass(frozen=True, eq=False)
class Beats:
    """Real beats.

    Attributes
    ----------
    table : ndarray or DataFrame, shape (n, columns)
        The array that was split.
    place : int or None
        Number of the column of `table` with the patient, if there is one.
    waveform : ndarray of float, shape (n, length)
    features : ndarray of float, shape (n, n_features)
    patient : ndarray of int, shape (n,)
        The patient of each beat, as a row of `patients`.
    patients : ndarray, shape (p,)
        The value of the column for each patient.
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
        The real beat whose features each beat has.
    patient : ndarray of int, shape (k,)
        As in `Beats`.
    """

    waveform: np.ndarray
    row: np.ndarray
    patient: np.ndarray


def split_columns(X, n_features, patient_column):
    """Split an array of beats into waveform, features and patient.

    Parameters
    ----------
    X : array-like, DataFrame or sparse matrix, shape (n, columns)
    n_features : int
        Number of columns at the end that are features; the patient's column does not count.
    patient_column : int, str or None
        Number or name of the column with the patient. If None, all beats are of one patient.

    Returns
    -------
    Beats

    Raises
    ------
    InputError
        If the column does not exist, a patient is missing, or no columns are left for the waveform.
    ValueError
        If the other columns are not finite numbers, or are text.
    """
    table = _to_table(X)
    place = _find_place(table, patient_column)
    others = _list_others(table, place)
    values = table.iloc[:, others] if isinstance(table, pd.DataFrame) else table[:, others]
    _refuse_text(values)
    values = check_array(values, accept_sparse=True, dtype=(np.float64, np.float32), input_name="X")
    values = values.toarray() if sparse.issparse(values) else values
    length = values.shape[1] - n_features
    if length < LEAST_LENGTH:
        raise InputError(
            f"X has {values.shape[1]} columns without the patient's, and n_features is "
            f"{n_features}: this leaves {length} for the waveform, which needs at least "
            f"{LEAST_LENGTH}. Lower n_features, or use beats with more samples."
        )
    patient, patients = _read_patients(table, place)
    return Beats(table, place, values[:, :length], values[:, length:], patient, patients)


def join_columns(beats, new):
    """Append synthetic beats to the array that was split.

    Parameters
    ----------
    beats : Beats
    new : sequence of NewBeats

    Returns
    -------
    ndarray or DataFrame, shape (n + k, columns)
        With the order and types of the columns of `beats.table`; integer columns are rounded.

    Raises
    ------
    InputError
        If a synthetic value does not fit into the type of an integer column.
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
    if table.dtype.kind == "U":  # from a list with text, where numbers would also become text
        table = np.array(X, dtype=object)
    if table.ndim != 2:
        check_array(table, dtype=None)  # raises scikit-learn's usual error
    return table


def _find_place(table, patient_column):
    """Find the number of the patient's column."""
    if patient_column is None:
        return None
    if isinstance(patient_column, str):
        columns = list(getattr(table, "columns", []))
        if patient_column not in columns:
            found = (
                f"its columns are {columns[0]} to {columns[-1]}"
                if columns
                else "its columns have no names"
            )
            raise InputError(
                f"X has no column {patient_column!r}: {found}. Use a DataFrame with this column, "
                "or set patient_column to the number of a column."
            )
        return columns.index(patient_column)
    width = table.shape[1]
    if not -width <= patient_column < width:
        raise InputError(
            f"patient_column is {patient_column}, but X has {width} columns; expected a number "
            f"from {-width} to {width - 1}."
        )
    return patient_column % width


def _list_others(table, place):
    """List the numbers of all columns except the patient's."""
    everything = np.arange(table.shape[1])
    return everything if place is None else np.delete(everything, place)


def _refuse_text(values):
    """Refuse numbers as text, as scikit-learn does for an array of text."""
    if isinstance(values, pd.DataFrame):
        values = values.select_dtypes(exclude="number").to_numpy()
    if values.dtype.kind not in "OUS":
        return
    text = next((x for x in values.ravel() if isinstance(x, str | bytes)), None)
    if text is not None:
        raise ValueError(
            f"X has text where numbers are expected, for example {text!r}: convert X with "
            "X.astype(float), or set patient_column if this is the patient."
        )


def _read_patients(table, place):
    """Read the patient's column as codes, and the value of each code."""
    if place is None:
        return np.zeros(len(table), dtype=int), np.array([None])
    named = table.iloc[:, place] if isinstance(table, pd.DataFrame) else table[:, place]
    patient, patients = pd.factorize(np.asarray(named))
    if missing := np.count_nonzero(patient < 0):
        raise InputError(
            f"the patient of {missing} beats is missing in patient_column; expected a patient for "
            "each beat. Fill in the patients, or leave these beats out."
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
        _check_range(block, table.dtype)
    return np.vstack([table, block.astype(table.dtype) if table.dtype.kind in "iuf" else block])


def _append_to_frame(beats, values, patients):
    table, others = beats.table, _list_others(beats.table, beats.place)
    block = pd.DataFrame(values, columns=table.columns[others])
    whole = [i for i, j in enumerate(others) if pd.api.types.is_integer_dtype(table.dtypes.iloc[j])]
    # The sampler converts to the types of the table, which would truncate.
    block.iloc[:, whole] = block.iloc[:, whole].round()
    for i in whole:
        dtype = table.dtypes.iloc[others[i]]
        _check_range(block.iloc[:, i].to_numpy(), getattr(dtype, "numpy_dtype", dtype))
    if beats.place is not None:
        block.insert(beats.place, table.columns[beats.place], patients)
    return pd.concat([table, block], ignore_index=True)


def _check_range(values, dtype):
    """Check that rounded values fit into a type of integers, where they would wrap around."""
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    wrong = values[(values < low) | (values >= high + 1)]
    if wrong.size:
        raise InputError(
            f"{wrong.size} of {values.size} synthetic values do not fit into {dtype}, the type of "
            f"X, for example {wrong[0]:.0f}; expected {low} to {high}. Convert X "
            "with X.astype(float)."
        )
