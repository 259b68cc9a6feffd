"""Summaries of figures, pages, texts and files of records: a label and a text for each line."""

import re
import struct
import xml.etree.ElementTree

from evenbeat.artifacts.wording import explain_damage, read_text, shorten
from evenbeat.data.checksums import read_checksums
from evenbeat.runtime.errors import InputError

PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def summarise_svg(path):
    """Give the size and the title of a figure in SVG.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)

    Raises
    ------
    InputError
        If it is not an SVG file.
    """
    text = read_text(path)
    try:
        root = xml.etree.ElementTree.fromstring(text)
    except xml.etree.ElementTree.ParseError as error:
        raise InputError(explain_damage(path, "SVG file", error)) from error
    return [
        ("size", f"{root.get('width', '?')} by {root.get('height', '?')}"),
        *_title(text),
    ]


def _title(text):
    found = TITLE.search(text)
    return [("title", shorten(found[1]))] if found else []


def summarise_png(path):
    """Give the size of a figure in PNG.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)

    Raises
    ------
    InputError
        If it is not a PNG file, or was cut short.
    """
    content = path.read_bytes()
    if not content.startswith(PNG_START) or not content.endswith(PNG_END):
        raise InputError(explain_damage(path, "PNG file", "its beginning or its end is missing"))
    width, height = struct.unpack(">II", content[16:24])
    return [("size", f"{width} by {height} pixels")]


def summarise_html(path):
    """Give the title of a page.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)

    Raises
    ------
    InputError
        If it was cut short.
    """
    text = read_text(path)
    if not text.rstrip().endswith("</html>"):
        raise InputError(explain_damage(path, "HTML page", "its end is missing"))
    return [*_title(text), ("open it", "in any browser; it needs no other file")]


def summarise_header(path):
    """Read the first line of a WFDB header.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)

    Raises
    ------
    InputError
        If it has no record line.
    """
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    record = next((line for line in lines if line and not line.startswith("#")), "").split()
    if len(record) < 2:
        raise InputError(
            explain_damage(
                path, "WFDB header", "it has no line with the record's name and number of signals"
            )
        )
    comments = [line.lstrip("# ") for line in lines if line.startswith("#")]
    found = zip(("record", "signals", "Hz", "samples"), record, strict=False)
    return [*found, *[("comment", shorten(comment)) for comment in comments[:2]]]


def summarise_checksums(path):
    """Count the files of a checksum list.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)

    Raises
    ------
    InputError
        If it is not a checksum list.
    """
    return [("files", f"{len(read_checksums(path))} with their SHA-256")]


def summarise_text(path):
    """Give the number of lines of a text, and the last line.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)
    """
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    last = next((line for line in reversed(lines) if line.strip()), "")
    return [("lines", str(len(lines))), *([("last line", shorten(last))] if last else [])]


def summarise_binary(path):
    """Give the size of a file whose content is not read.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of (str, str)
    """
    header = path.with_suffix(".hea")
    size = ("size", f"{path.stat().st_size} bytes")
    return [size, ("header", header.name)] if header.exists() else [size]
