"""Summaries of arrays, JSON files, tables and estimators: a label and a text for each line."""

import csv
import io
import json
import math
import zipfile

import numpy as np

from evenbeat.artifacts.wording import explain_damage, list_names, read_text, shorten
from evenbeat.beats.synthetic import COLUMNS, read_synthetic, read_synthetic_rows
from evenbeat.io.checksum_trailer import LENGTH
from evenbeat.runtime.errors import InputError

SHOWN = 6  # values of a JSON file


def summarise_npy(path):
    """Summarise a .npy file, which holds synthetic beats or any other array.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)

    Raises
    ------
    InputError
        If it is damaged, or holds values that are complex or not finite.
    """
    array = read_synthetic_rows(path)
    if any(dtype.kind == "c" for dtype in _list_types(array.dtype)):
        raise InputError(explain_damage(path, "array", "it has complex numbers"))
    if array.dtype.names != COLUMNS:
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise InputError(explain_damage(path, "array", "it has values that are not finite"))
        return [("array", f"shape {array.shape}, {array.dtype}")]
    beats = read_synthetic(path)
    patients = {name for name in beats["patient"].tolist() if name}
    length = beats["waveform"].shape[1]
    return [
        ("beats", str(len(array))),
        ("fields", f"{', '.join(COLUMNS)}; waveform and template of {length} samples"),
        ("unit", "scaled lead, pure number; rhythm: logarithms of ratios of RR intervals"),
        ("made for", f"{len(patients)} patients" if patients else "no particular patient"),
    ]


def _list_types(dtype):
    """List the types of the numbers in an array, whose rows may have fields."""
    if dtype.names is None:
        return [dtype.base]
    return [found for name in dtype.names for found in _list_types(dtype[name].base)]


def _reject_constant(name):
    raise ValueError(f"{name} is not finite")


def _load_json(path):
    text = read_text(path)
    try:
        return json.loads(text, parse_constant=_reject_constant)
    except (ValueError, RecursionError) as error:
        raise InputError(explain_damage(path, "JSON file", error)) from error


def summarise_json(path):
    """Summarise a JSON file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)

    Raises
    ------
    InputError
        If it is not JSON, or has numbers that are not finite.
    """
    value = _load_json(path)
    if not isinstance(value, dict):
        return [("holds", _describe(value))]
    lines = [(name, _describe(part)) for name, part in list(value.items())[:SHOWN]]
    rest = list(value)[SHOWN:]
    return [*lines, ("also", shorten(", ".join(rest)))] if rest else lines


def _describe(value):
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:.6g}"
    return shorten(json.dumps(value, ensure_ascii=False))


def summarise_table(path):
    """Summarise a CSV or TSV file; for a column with a single value, show the value.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)

    Raises
    ------
    InputError
        If it is not a table, or a row has more or fewer fields than there are columns.
    """
    delimiter = "\t" if path.suffix == ".tsv" else ","
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = csv.reader(file, delimiter=delimiter)
            columns = next(rows, None)
            if not columns:
                raise InputError(explain_damage(path, "table", "it has no line with column names"))
            number, same = 0, None
            for row in rows:
                if len(row) != len(columns):
                    raise InputError(
                        explain_damage(
                            path,
                            "table",
                            f"line {rows.line_num} has {len(row)} fields, expected {len(columns)}",
                        )
                    )
                same = row if same is None else _agree(same, row)
                number += 1
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        raise InputError(explain_damage(path, "table", error)) from error
    pairs = zip(columns, same or [], strict=False)
    constant = [(name, value) for name, value in pairs if value] if number > 1 else []
    return [
        ("rows", str(number)),
        ("columns", list_names(columns)),
        *[(name, shorten(value)) for name, value in constant[:SHOWN]],
    ]


def _agree(first, second):
    return [a if a == b else None for a, b in zip(first, second, strict=True)]


def summarise_skops(path):
    """Name the classes of the steps of a fitted estimator, without loading it.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)

    Raises
    ------
    InputError
        If it is damaged or not a skops file.
    """
    try:
        schema = _read_schema(path)
        steps = [
            " ".join(_names(step)) for step in schema["content"]["content"]["steps"]["content"]
        ]
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise InputError(explain_damage(path, "skops file", repr(error))) from error
    return [
        ("steps", ", ".join(steps)),
        ("skops", f"{schema.get('_skops_version', 'version not stated')}; nothing was loaded"),
    ]


def _read_schema(path):
    with zipfile.ZipFile(io.BytesIO(path.read_bytes()[:-LENGTH])) as archive:
        if damaged := archive.testzip():
            raise ValueError(f"its part {damaged} is damaged")
        return json.loads(archive.read("schema.json"))


def _names(step):
    """List the class of a step, which skops writes as a tuple of name and object."""
    return [part["__class__"] for part in step["content"] if part["__class__"] != "str"]
