"""Sampled beats in files for other programs: arrays, tables, HDF5, WFDB records."""

import re
import tempfile
from pathlib import Path

import numpy as np

from evenbeat.beats.rhythm import RHYTHM
from evenbeat.beats.table import UNITS
from evenbeat.io.atomic import atomic_write
from evenbeat.io.checksum_trailer import checksummed_file
from evenbeat.io.hdf5 import write_datasets
from evenbeat.runtime.errors import InputError

LARGEST = 2**15 - 1  # of 16 bits
RECORD_ENDINGS = (".dat", ".hea", ".atr")


def list_outputs(path):
    """List the files to which beats are written.

    Parameters
    ----------
    path : Path
        Its suffix sets the format; without a suffix, it is a WFDB record.

    Returns
    -------
    list of Path

    Raises
    ------
    InputError
        If WFDB does not allow the record's name.
    """
    if path.suffix in (".npy", ".csv", ".h5"):
        return [path]
    if not re.fullmatch("[A-Za-z0-9_-]+", path.name):
        raise InputError(
            f"{path.name!r} is not a valid name of a WFDB record; expected letters, digits, - and "
            "_. For another format, use the suffix .npy, .csv or .h5"
        )
    return [path.with_name(f"{path.name}{ending}") for ending in RECORD_ENDINGS]


def write_sample(path, beats, about, place):
    """Write sampled beats in the format of the file's suffix.

    Parameters
    ----------
    path : Path
        .npy: the waveforms; .csv: a row for each beat; .h5: all columns with units; without a
        suffix, a WFDB record with an annotation at the R peak of each beat.
    beats : dict of str to ndarray, each of length n
        As `evenbeat.gan.checkpoint_sample.sample_checkpoint` returns them.
    about : dict
        Their provenance: the result of `read_provenance`, `sampled_from` and `sampling_seed`.
    place : int or None
        Sample of the R peak in each beat; only a record needs it.

    Raises
    ------
    InputError
        If the disk is full, or the user may not write to the folder.
    """
    writers = {".npy": _write_npy, ".csv": _write_csv, ".h5": _write_hdf5}
    if path.suffix in writers:
        writers[path.suffix](path, beats, about)
    else:
        write_record(path, beats["waveform"], about, place)


def _write_npy(path, beats, about):
    with checksummed_file(path, beats["waveform"].nbytes) as part:
        np.save(part, beats["waveform"], allow_pickle=False)


def _write_csv(path, beats, about):
    """Write patient and rhythm, if the model makes them, and the samples s0, s1, ..."""
    patients = beats.get("patient")
    numbers, names = [beats["waveform"]], [f"s{i}" for i in range(beats["waveform"].shape[1])]
    if "rhythm" in beats:
        numbers, names = [beats["rhythm"], *numbers], [*RHYTHM, *names]
    table = np.hstack(numbers).astype(float).tolist()
    cls = str(about["class"])
    with atomic_write(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(["class", *(["patient"] if patients is not None else []), *names]))
        for row, values in enumerate(table):
            first = [cls] if patients is None else [cls, _quote(str(patients[row]))]
            file.write("\n" + ",".join([*first, *(f"{value:.7g}" for value in values)]))
        file.write("\n")


def _quote(text):
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\n\r') else text


def _write_hdf5(path, beats, about):
    columns = {
        name: (np.char.encode(array, "utf-8") if array.dtype.kind == "U" else array, UNITS[name])
        for name, array in beats.items()
    }
    write_datasets(path, columns, about)


def write_record(path, waveforms, about, place):
    """Write beats one after another as a WFDB record, with an annotation at each R peak.

    Parameters
    ----------
    path : Path
        Path of the record without suffix.
    waveforms : ndarray of float, shape (n, length)
    about : dict
        As for `write_sample`; needs `sampling_rate` (Hz) and `class`.
    place : int
        Sample of the R peak in each beat.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    import wfdb  # here, because the import takes a second and only records need it

    signal = waveforms.ravel()
    gain = LARGEST / max(float(np.abs(signal).max()), 1e-9)
    record = wfdb.Record(
        record_name=path.name,
        n_sig=1,
        fs=float(about["sampling_rate"]),
        sig_name=["ECG"],
        d_signal=np.rint(signal * gain).astype(np.int64)[:, None],
        fmt=["16"],
        adc_gain=[gain],
        baseline=[0],
        adc_zero=[0],
        adc_res=[16],
        units=["NU"],
        comments=_describe(about),
    )
    record.set_d_features()
    record.set_defaults()
    places = np.arange(len(waveforms)) * waveforms.shape[1] + place
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        record.wrsamp(write_dir=folder)
        symbols = np.full(len(waveforms), str(about["class"]))
        wfdb.wrann(path.name, "atr", places, symbol=symbols, write_dir=folder)
        for ending in RECORD_ENDINGS:
            with atomic_write(path.with_name(path.name + ending)) as part:
                part.write_bytes(Path(folder, path.name + ending).read_bytes())


def _describe(about):
    """Say in the header that the beats are synthetic; the workflow recognises the first word."""
    facts = ", ".join(f"{name} {about[name]}" for name in about if name != "class")
    return [
        f"SIMULATED: synthetic beats of class {about['class']}, made by evenbeat sample",
        "The beats follow each other without a natural rhythm. Not from a patient.",
        "NU: multiples of the median QRS amplitude if scaling is per_record",
        facts,
    ]
