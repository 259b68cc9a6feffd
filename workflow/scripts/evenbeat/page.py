"""The parts of a page: tables, and figures as SVG elements that can stand side by side."""

import io
import re
from pathlib import Path

import matplotlib as mpl
from markupsafe import Markup, escape

from evenbeat.files import whole_file

# Dates and addresses would change the bytes, or look like a link to somewhere.
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def make_table(caption, header, rows):
    """Describe a table for the template.

    Parameters
    ----------
    caption : str
    header : sequence of str
    rows : sequence of sequence of str
        The first cell of each is its heading.

    Returns
    -------
    dict
    """
    return {"caption": caption, "header": list(header), "rows": [list(row) for row in rows]}


def write_picture(path, figure):
    """Write a figure as an SVG file of its own; the same figure gives the same bytes.

    Parameters
    ----------
    path : str
    figure : matplotlib.figure.Figure
    """
    with mpl.rc_context({"svg.hashsalt": Path(path).stem}), whole_file(path) as part:
        figure.savefig(part, format="svg", dpi=150, metadata=NO_METADATA)


def make_picture(figure, name, alt, caption):
    """Describe a picture for the template.

    Parameters
    ----------
    figure, name, alt
        As for `to_svg`.
    caption : str
        Stands below it.

    Returns
    -------
    dict
    """
    return {"svg": to_svg(figure, name, alt), "caption": caption}


def to_svg(figure, name, alt):
    """Turn a figure into an inline SVG element; the same figure gives the same text.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    name : str
        Letters, digits, "-" and "_": begins every id in the element and makes it unique in the
        page. No two figures of a page share it.
    alt : str
        What the figure shows, for those who do not see it.

    Returns
    -------
    markupsafe.Markup
    """
    buffer = io.StringIO()
    # Text as text, not as outlines: it can be searched, and the page is smaller.
    with mpl.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", dpi=150, metadata=NO_METADATA)
    element = buffer.getvalue()
    element = element[element.index("<svg") :]  # without the XML declaration and the DTD's address
    element = re.sub(r'\sxmlns(:xlink)?="[^"]*"', "", element)
    element = re.sub(r'(\sid="|url\(#|href="#)', rf"\g<1>{name}-", element)
    element = re.sub(r'\s(width|height)="[0-9.]+pt"', "", element, count=2)
    element = re.sub(r"<defs>\s*<style[^>]*>[^<]*</style>\s*</defs>", "", element, count=1)
    return Markup(element.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1))
