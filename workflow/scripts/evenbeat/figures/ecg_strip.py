"""A strip of a test record: the signal, and the annotated and predicted classes of its beats."""

from functools import partial
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from evenbeat.figures.style import PALETTE, WIDE, count_columns
from evenbeat.io.hdf5 import read_datasets

SECONDS = 10  # length of the strip
STRETCHES = 2  # of a strip, one under the other where the figure is narrow
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
    dict of str to (callable, str)
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
            partial(
                draw_strip, seconds, signal, times[rows], label[rows], predicted, f"record {shown}"
            ),
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


def draw_strip(seconds, signal, times, label, predicted, title, width=WIDE):
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
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    said = {"annotated": label, **predicted}
    stretches = STRETCHES // count_columns(width, WIDE / STRETCHES, STRETCHES)
    heights = [0.2 * len(said) + 0.1, 2]
    figure = Figure(figsize=(width, stretches * (sum(heights) + 0.5)), layout="constrained")
    panels = figure.subplots(2 * stretches, 1, height_ratios=heights * stretches)
    ends = np.linspace(seconds[0], seconds[-1], stretches + 1)
    for number, (above, below) in enumerate(panels.reshape(-1, 2)):
        low, high = ends[number : number + 2]
        here = (times >= low) & (times < high)
        _write_classes(above, times[here], {name: one[here] for name, one in said.items()})
        below.plot(seconds, signal, color="black", lw=0.8)
        below.vlines(times, *below.get_ylim(), color="0.6", lw=0.5, ls=":")
        for axes in (above, below):
            axes.set_xlim(low, high)
        below.set_ylabel("filtered lead (mV)")
        below.grid(alpha=0.3)
    panels[0].set_title(title, fontsize=10)
    panels[-1].set_xlabel("time in the record (s)")
    return figure


def _write_classes(axes, times, said):
    """Write the classes of beats in rows, the annotated ones first."""
    for place, (name, classes) in enumerate(said.items()):
        for time, cls, true in zip(times, classes, said["annotated"], strict=True):
            wrong = cls != true
            axes.text(
                time,
                place,
                f"[{cls}]" if wrong else cls,
                ha="center",
                va="center",
                fontsize=8,
                color=WRONG if wrong else "black",
                weight="bold" if wrong or name == "annotated" else "normal",
            )
    axes.set_yticks(range(len(said)), list(said), fontsize=8)
    axes.set_ylim(len(said) - 0.5, -0.5)
    axes.tick_params(axis="x", length=0, labelbottom=False)
