"""Figures as SVG and PNG files that carry their title and alternative text."""

from pathlib import Path

import matplotlib as mpl

from evenbeat.figures.style import NARROW, WIDE
from evenbeat.io.atomic import atomic_write

# A date would change the bytes with each run. An address would look like a link in a page.
NO_METADATA = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "png": {"Software": None},
}
# Of an SVG only rasterized parts, many thin lines: they make up most of a page's size.
DPI = {"svg": 100, "png": 150}
# Format and width of each kind of file.
KINDS = {"svg": ("svg", WIDE), "png": ("png", WIDE), "narrow": ("svg", NARROW)}


def save_figures(paths, pictures, captions):
    """Write figures to files that carry caption and text alternative, with reproducible bytes.

    Parameters
    ----------
    paths : dict of str to str
        Paths by <name>_svg, <name>_png and <name>_narrow, an SVG for a phone.
    pictures : dict of str to (callable, str)
        By name, a function that draws the figure in a given `width`, and the text alternative.
    captions : dict of str to str
        By name.
    """
    for key, path in paths.items():
        name, _, kind = key.rpartition("_")
        (draw, alt), (ending, width) = pictures[name], KINDS[kind]
        metadata = {**NO_METADATA[ending], "Title": alt, "Description": captions[name]}
        # Text, not outlines: readers can search and edit it, and the file is smaller.
        settings = {"svg.hashsalt": Path(path).stem, "svg.fonttype": "none"}
        figure = draw(width=width)
        with mpl.rc_context(settings), atomic_write(path) as part:
            figure.savefig(part, format=ending, dpi=DPI[ending], metadata=metadata)
