"""Check whether a file of a run is intact: checksum, expected content, finite values."""

import h5py
import numpy as np

from evenbeat.artifacts.kinds import name_kind
from evenbeat.artifacts.layouts import find_layout
from evenbeat.artifacts.summary import WITH_TRAILER, summarise
from evenbeat.beats.table import read_beats
from evenbeat.io.checksum_trailer import verify_checksum
from evenbeat.io.hdf5 import open_unverified
from evenbeat.runtime.errors import InputError


def check_artifact(path):
    """Check a file.

    Parameters
    ----------
    path : Path

    Raises
    ------
    InputError
        If its checksum does not match, it lacks a dataset, has values that are not finite, or
        cannot be read.
    """
    if path.suffix in WITH_TRAILER and path.exists():
        verify_checksum(path)
    if path.suffix == ".h5" and path.exists():
        _check_hdf5(path)
    summarise(path)


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
    if layout.name == "beats":
        read_beats(path)


def _check_finite(file, path, layout):
    def first_fault(name, node):
        if not isinstance(node, h5py.Dataset) or node.dtype.kind != "f":
            return None
        finite = np.isfinite(node[()])
        # A filtered lead is NaN where the record has gaps.
        sound = finite.any() if layout == "filtered" else finite.all()
        return None if sound or not finite.size else f"{name} has {(~finite).sum()} values that"

    if fault := file.visititems(first_fault):
        raise InputError(f"{path}: {fault} are not finite. Delete it and run again.")


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
