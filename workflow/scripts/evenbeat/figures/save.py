"""Figures as SVG and PNG files that carry their title and alternative text."""

from pathlib import Path

import matplotlib as mpl

from evenbeat.io.atomic import atomic_write

# A date would change the bytes with each run. An address would look like a link in a page.
NO_METADATA = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "png": {"Software": None},
}
# Of an SVG only rasterized parts, many thin lines: they make up most of a page's size.
DPI = {"svg": 100, "png": 150}


def save_figures(paths, pictures, captions):
    """Write figures to files that carry caption and text alternative, with reproducible bytes.

    Parameters
    ----------
    paths : dict of str to str
        Paths by <name>_svg and <name>_png.
    pictures : dict of str to (matplotlib.figure.Figure, str)
        Figures with their text alternatives, by name.
    captions : dict of str to str
        By name.
    """
    for key, path in paths.items():
        name, _, kind = key.rpartition("_")
        figure, alt = pictures[name]
        metadata = {**NO_METADATA[kind], "Title": alt, "Description": captions[name]}
        # Text, not outlines: readers can search and edit it, and the file is smaller.
        settings = {"svg.hashsalt": Path(path).stem, "svg.fonttype": "none"}
        with mpl.rc_context(settings), atomic_write(path) as part:
            figure.savefig(part, format=kind, dpi=DPI[kind], metadata=metadata)
