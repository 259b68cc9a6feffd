"""Parts of an HTML page: tables, captions, and figures in files with a text alternative."""

import re
from pathlib import Path
from xml.etree import ElementTree

from markupsafe import Markup, escape

from evenbeat.runtime.errors import InputError

TITLE = "{http://www.w3.org/2000/svg}title"
DESCRIPTION = ".//{http://purl.org/dc/elements/1.1/}description"
LEVELS = 5  # of the colour of a share
# Colours of text, axes and background. In a page they follow its theme.
THEMED = {"#000000": "currentColor", "#ffffff": "var(--paper)"}


def make_table(caption, header, rows):
    """Describe a table for the template.

    Parameters
    ----------
    caption : str
    header : sequence of str
    rows : sequence of sequence of str
        The first cell of each row is its heading.

    Returns
    -------
    dict
        `caption`, `header` and `rows`.
    """
    return {"caption": caption, "header": list(header), "rows": [list(row) for row in rows]}


def rate_share(share):
    """Rate a share by the step of its colour.

    Parameters
    ----------
    share : float
        From 0 to 1.

    Returns
    -------
    int
        From 0 to `LEVELS` - 1.

    Examples
    --------
    >>> rate_share(0.0), rate_share(0.5), rate_share(1.0)
    (0, 2, 4)
    """
    return min(LEVELS - 1, int(share * LEVELS))


def read_picture(path):
    """Read a figure in both layouts, for a screen and for a phone.

    Parameters
    ----------
    path : str or Path
        Path of an SVG file. Beside it is <name>_narrow.svg, the layout for a phone.

    Returns
    -------
    dict
        `svg` and `narrow`, elements as `read_svg` returns them, and `caption`.

    Raises
    ------
    InputError
        If a file is no SVG with a title and a description.
    """
    path = Path(path)
    narrow = read_svg(path.with_name(f"{path.stem}_narrow.svg"))
    return read_svg(path) | {"narrow": narrow["svg"]}


def read_svg(path):
    """Read a figure that `save_figures` wrote, to place it in a page with others.

    Parameters
    ----------
    path : str or Path
        Path of an SVG file. Its name and those of its folders make the ids in it unique in the
        page.

    Returns
    -------
    dict
        `svg`, an element as markupsafe.Markup, without addresses, its text and background in the
        colours of the page; and `caption`.

    Raises
    ------
    InputError
        If the file is no SVG with a title and a description.
    """
    text = Path(path).read_text(encoding="utf-8")
    try:
        root = ElementTree.fromstring(text)
        alt, caption = root.find(TITLE).text, root.find(DESCRIPTION).text
    except (ElementTree.ParseError, AttributeError) as error:
        raise InputError(
            f"{path} is no figure with a title and a description: delete it and run again"
        ) from error
    return {"svg": _make_inline(text, _name_ids(path), alt), "caption": caption}


def _name_ids(path):
    """Make a prefix for the ids in a figure.

    Examples
    --------
    >>> _name_ids("results/figures/interpatient/cnn/scores.svg")
    'interpatient-cnn-scores'
    """
    parts = Path(path).with_suffix("").parts
    return "-".join(part for part in parts[-3:] if part != "figures")


def _make_inline(text, name, alt):
    element = text[text.index("<svg") :]  # without the XML declaration and the DTD's address
    element = re.sub(r"<title>.*?</title>", "", element, count=1, flags=re.DOTALL)
    element = re.sub(r"<metadata>.*?</metadata>", "", element, count=1, flags=re.DOTALL)
    element = re.sub(r'\sxmlns(:xlink)?="[^"]*"', "", element)
    element = re.sub(r'(\sid="|url\(#|href="#)', rf"\g<1>{name}-", element)
    element = re.sub(r'\s(width|height)="[0-9.]+pt"', "", element, count=2)
    element = re.sub(r"<defs>\s*<style[^>]*>[^<]*</style>\s*</defs>", "", element, count=1)
    for fixed, themed in THEMED.items():
        element = re.sub(rf"((?:fill|stroke): ){fixed}", rf"\g<1>{themed}", element)
    return Markup(element.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1))
