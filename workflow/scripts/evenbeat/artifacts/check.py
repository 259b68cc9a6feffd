"""Check whether a file of a run is intact: checksum, expected content, finite values."""

import os

import h5py
import numpy as np

from evenbeat.artifacts.kinds import name_kind
from evenbeat.artifacts.layouts import find_layout
from evenbeat.artifacts.summary import NO_CHECKSUM, UNKNOWN, WITH_TRAILER, summarise
from evenbeat.beats.table import read_beats
from evenbeat.data.aami import ALL, CLASSES
from evenbeat.io.checksum_trailer import verify_checksum
from evenbeat.io.hdf5 import open_unverified
from evenbeat.runtime.errors import InputError


def check_artifact(path):
    """Check a file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bool
        False if there is nothing to check: a file of unknown kind, in no checksum list.

    Raises
    ------
    InputError
        If its checksum does not match, it lacks a dataset, has values that are complex or not
        finite, is not a regular file, or cannot be read.
    """
    if path.suffix in WITH_TRAILER and os.path.isfile(path):  # Path.is_file may raise an OSError
        verify_checksum(path)
        if path.suffix == ".h5":
            _check_hdf5(path)
    summary = summarise(path)
    return summary.kind != UNKNOWN or summary.lines[-1][1] != NO_CHECKSUM


def _check_hdf5(path):
    with open_unverified(path) as file:
        layout = find_layout(file)
        if layout is None:
            expected = name_kind(path.resolve()) or "any file that a run writes"
            raise InputError(
                f"{path} does not have the datasets of any file of this workflow; expected the "
                f"datasets of: {expected}. Delete it and run again."
            )
        if layout.missing:
            raise InputError(
                f"{path} lacks {', '.join(layout.missing)}; expected in a file of the layout "
                f"{layout.name}. Delete it and run again."
            )
        _check_finite(file, path, layout.name)
        _check_lengths(file, path, layout.name)
        if layout.name == "checkpoint":
            _check_checkpoint(file, path)
    if layout.name == "beats":
        read_beats(path)


def _check_finite(file, path, layout):
    def first_fault(name, node):
        if not isinstance(node, h5py.Dataset) or node.dtype.kind not in "fc":
            return None
        if node.dtype.kind == "c":
            return f"{name} has complex numbers; expected real ones"
        finite = np.isfinite(node[()])
        # A filtered lead is NaN where the record has gaps.
        sound = finite.any() if layout == "filtered" else finite.all()
        if sound or not finite.size:
            return None
        return f"{name} has {(~finite).sum()} values that are not finite"

    if fault := file.visititems(first_fault):
        raise InputError(f"{path}: {fault}. Delete it and run again.")


def _check_lengths(file, path, layout):
    """Check that all datasets of a table have the same number of rows."""
    if layout not in ("predictions", "sampled"):
        return
    rows = {name: file[name].shape[:1] for name in file}
    if len(set(rows.values())) > 1:
        raise InputError(
            f"{path}: its datasets have different numbers of rows, {rows}; expected the same "
            "number. Delete it and run again."
        )


def _check_checkpoint(file, path):
    fault = _find_fault(file.attrs) or _find_unequal_patients(file)
    if fault:
        raise InputError(f"{path}: {fault}. Delete it and run again.")


def _find_fault(attributes):
    cls, classes = attributes.get("class"), (*CLASSES, ALL)
    if not isinstance(cls, str) or cls not in classes:
        return f"its class is {cls!r}; expected one of {', '.join(classes)}"
    if not attributes["trained"]:
        return None if attributes.get("reason") else "it has neither networks nor a reason"
    scale = float(attributes.get("scale", np.nan))
    if not 0 < scale < np.inf:
        return f"its scale is {attributes.get('scale')}; expected a positive, finite number"
    return None


def _find_unequal_patients(file):
    """Compare the patients with their templates; a user's own model may have other datasets."""
    patients, templates = [len(file.get(name, ())) for name in ("patients", "templates")]
    if "model_weights" not in file or patients == templates:
        return None
    return f"it has {patients} patients, but {templates} templates; expected one for each patient"
