"""A strip of a test record: the signal, and the annotated and predicted classes of its beats."""

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from evenbeat.figures.style import PALETTE, WIDTH
from evenbeat.io.hdf5 import read_datasets

SECONDS = 10  # length of the strip
LEAD_IN = 1  # s before the rare beat that places the strip
WRONG = PALETTE[5]


def make_strip_figure(filtered, predictions, classes):
    """Make the figure of the strip that `find_strip` chooses.

    Parameters
    ----------
    filtered : sequence of str
        Folder of the filtered signals of each database, <database>/filtered.
    predictions : dict of str to str
        By arm, path of one classifier's predictions of the split's test beats.
    classes : sequence of str
        In the order of the columns of probabilities.

    Returns
    -------
    dict of str to (matplotlib.figure.Figure, str)
        `strip`, with its text alternative.
    """
    tables = {arm: read_datasets(path)[0] for arm, path in predictions.items()}
    first = next(iter(tables.values()))
    record, label = (np.char.decode(first[name], "utf-8") for name in ("record", "label"))
    folders = {Path(folder).parent.name: Path(folder) for folder in filtered}
    times = np.empty(len(record))
    for name in np.unique(record):
        _, attributes = read_datasets(_find_file(folders, name))
        here = record == name
        times[here] = first["sample"][here] / float(attributes["record_sampling_rate"])
    shown, start = find_strip(record, times, label)
    rows = (record == shown) & (times >= start) & (times < start + SECONDS)
    predicted = {
        arm: np.array(classes)[table["probability"][rows].argmax(axis=1)]
        for arm, table in tables.items()
    }
    arrays, attributes = read_datasets(_find_file(folders, shown))
    rate = attributes["sampling_rate"]
    span = slice(int(start * rate), int((start + SECONDS) * rate))
    signal = arrays["signal"][span]
    seconds = start + np.arange(len(signal)) / rate
    right = ", ".join(f"{arm} {(one == label[rows]).sum()}" for arm, one in predicted.items())
    return {
        "strip": (
            draw_strip(seconds, signal, times[rows], label[rows], predicted, f"record {shown}"),
            f"Record {shown} from {start:.1f} s on: {rows.sum()} test beats, annotated "
            f"{' '.join(label[rows])}. Right of them: {right}.",
        )
    }


def _find_file(folders, name):
    database, _, record = name.partition("/")
    return folders[database] / f"{record}.h5"


def find_strip(record, times, label):
    """Find the first strip with the most classes and, among such ones, the most rare beats.

    Parameters
    ----------
    record : ndarray of str, shape (n,)
        Record of each beat.
    times : ndarray of float, shape (n,)
        Time of each beat in its record, in s.
    label : ndarray of str, shape (n,)
        Annotated class of each beat.

    Returns
    -------
    record : str
    start : float
        Time in the record, in s.
    """
    best, found = (-1, -1), (record[0], float(times[0]))
    for place in np.flatnonzero(label != "N"):
        start = max(0.0, times[place] - LEAD_IN)
        rows = (record == record[place]) & (times >= start) & (times < start + SECONDS)
        score = (len(np.unique(label[rows])), int((label[rows] != "N").sum()))
        if score > best:
            best, found = score, (record[place], float(start))
    return found


def draw_strip(seconds, signal, times, label, predicted, title):
    """Draw a signal, and above each beat its annotated class and the one that each arm predicts.

    Parameters
    ----------
    seconds : ndarray of float, shape (samples,)
        Time in the record, in s.
    signal : ndarray of float, shape (samples,)
        The filtered lead in mV.
    times : ndarray of float, shape (n,)
        Time of each beat in the record, in s.
    label : ndarray of str, shape (n,)
        Annotated classes.
    predicted : dict of str to ndarray of str, shape (n,)
        Predicted classes by arm.
    title : str

    Returns
    -------
    Figure
    """
    rows = ["annotated", *predicted]
    figure = Figure(figsize=(WIDTH, 2.6 + 0.2 * len(rows)), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[0.2 * len(rows) + 0.1, 2])
    for place, (name, classes) in enumerate({"annotated": label, **predicted}.items()):
        for time, cls, true in zip(times, classes, label, strict=True):
            wrong = cls != true
            above.text(
                time,
                place,
                f"[{cls}]" if wrong else cls,
                ha="center",
                va="center",
                fontsize=8,
                color=WRONG if wrong else "black",
                weight="bold" if wrong or name == "annotated" else "normal",
            )
    above.set_yticks(range(len(rows)), rows, fontsize=8)
    above.set_ylim(len(rows) - 0.5, -0.5)
    above.tick_params(axis="x", length=0)
    above.set_title(title, fontsize=10)
    below.plot(seconds, signal, color="black", lw=0.8)
    below.vlines(times, *below.get_ylim(), color="0.6", lw=0.5, ls=":")
    below.set_xlim(seconds[0], seconds[-1])
    below.set_xlabel("time in the record (s)")
    below.set_ylabel("filtered lead (mV)")
    below.grid(alpha=0.3)
    return figure
