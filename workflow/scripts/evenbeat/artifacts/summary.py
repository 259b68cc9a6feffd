"""Summaries of all files of a run: kind, content, provenance, checksum."""

import os
import re
import stat
from dataclasses import dataclass, field

import h5py

from evenbeat.artifacts import documents, formats
from evenbeat.artifacts.kinds import ENDINGS, name_kind
from evenbeat.artifacts.layouts import TITLES, find_layout, summarise_layout
from evenbeat.artifacts.wording import explain_damage
from evenbeat.data.checksums import CHECKSUMS, digest_of, read_checksums
from evenbeat.gan.identity import GanId
from evenbeat.io.checksum_trailer import LENGTH, verify_checksum
from evenbeat.io.hdf5 import open_unverified
from evenbeat.io.json_files import read_json
from evenbeat.runtime.errors import InputError

# Formats with a checksum trailer.
WITH_TRAILER = (".h5", ".npy", ".skops")
# The checksum of a larger file is not computed, because that takes too long for a summary.
LARGEST = 2**25  # bytes
UNKNOWN = "unknown kind of file"
NO_CHECKSUM = "none in files of this kind"

READERS = {
    ".npy": formats.summarise_npy,
    ".json": formats.summarise_json,
    ".csv": formats.summarise_table,
    ".tsv": formats.summarise_table,
    ".skops": formats.summarise_skops,
    ".svg": documents.summarise_svg,
    ".png": documents.summarise_png,
    ".html": documents.summarise_html,
    ".hea": documents.summarise_header,
    ".sha256": documents.summarise_checksums,
    ".log": documents.summarise_text,
    ".md": documents.summarise_text,
    ".txt": documents.summarise_text,
    ".yaml": documents.summarise_text,
}
CLASSIFIER = re.compile(r"(?:^|/)([^/]+)/classifier/([^/]+)/([^/]+)/seed(\d+)/[^/]+$")


@dataclass
class Summary:
    """The summary of a file.

    Attributes
    ----------
    kind : str
    lines : list of (str, str)
        Label and text of each line.
    """

    kind: str
    lines: list = field(default_factory=list)


def summarise(path):
    """Summarise a file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Summary

    Raises
    ------
    InputError
        If it is missing, damaged, or not a regular file.
    """
    try:
        status = path.stat()
        # The kind may depend on the parent folders.
        kind = name_kind(path.resolve())
        if path.is_dir():
            files = [one for one in path.iterdir() if not one.name.startswith(".")]
            return Summary(kind or "folder", [("files", str(len(files)))])
        if not stat.S_ISREG(status.st_mode):  # reading a pipe may wait forever
            raise InputError(f"{path} is not a regular file; expected one. Give a file of a run.")
        small = status.st_size <= LARGEST
        if path.suffix in WITH_TRAILER and small:
            verify_checksum(path)
        found = read_content(path, kind)
        return Summary(
            found.kind, [*found.lines, *_provenance(path), ("checksum", _checksum(path, small))]
        )
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror or error}); expected a file that you may "
            "read. Check the path and the permissions."
        ) from error


def read_content(path, kind):
    """Summarise the content of a file.

    Parameters
    ----------
    path : Path
    kind : str or None
        The kind of file, according to its path.

    Returns
    -------
    Summary

    Raises
    ------
    InputError
        If it is damaged.
    """
    if path.suffix == ".h5":
        return _read_hdf5(path, kind)
    reader = READERS.get(path.suffix, documents.summarise_binary)
    if path.name == CHECKSUMS:
        reader = documents.summarise_checksums
    return Summary(kind or ENDINGS.get(path.suffix, UNKNOWN), reader(path))


def _read_hdf5(path, kind):
    with open_unverified(path) as file:
        layout = find_layout(file)
        if layout is None:
            return Summary("HDF5 file of another program", [("holds", _list_content(file))])
        try:
            lines = summarise_layout(file, layout.name)
        except (AttributeError, IndexError) as error:  # a group for a dataset, or another shape
            raise InputError(
                explain_damage(path, f"file of the layout {layout.name}", error)
            ) from error
    if layout.missing:
        lines.append(("missing", ", ".join(layout.missing)))
    # Several kinds share a layout, so the path tells more; but the name of a copy may be wrong.
    agrees = kind is not None and kind.startswith(TITLES[layout.name].split()[0])
    alike = {"beats": ("beats", "training", "test", "validation"), "network": ("classifier", "ref")}
    agrees |= kind is not None and kind.startswith(alike.get(layout.name, ("\0",)))
    return Summary(kind if agrees else TITLES[layout.name], lines)


def _list_content(file):
    names = [
        f"{name} {node.shape}" if isinstance(node, h5py.Dataset) else f"{name}/"
        for name, node in list(file.items())[:12]
    ]
    return ", ".join(names) or "nothing"


def _provenance(path):
    """Find the GAN or classifier that a file is from, by its path and the files beside it."""
    place = path.resolve()
    if found := CLASSIFIER.search(place.as_posix()):
        names = zip(("split", "kind", "arm", "seed"), found.groups(), strict=True)
        return [("path says", ", ".join(f"{name} {value}" for name, value in names))]
    if path.suffix == ".h5":  # its attributes are already in the summary
        return []
    try:
        gan = GanId.from_path(place)
    except InputError:
        return []
    lines = [
        ("path says", f"class {gan.cls}, model {gan.model}, split {gan.split}, seed {gan.seed}")
    ]
    selection = place.with_name(f"milestones_{gan.cls}.json")
    if place.name.startswith(("synthetic", "screen", "control", "quality")) and selection.is_file():
        choice = read_json(selection)
        lines.append(("checkpoint", f"epoch {choice.get('chosen', 'none: no GAN')}"))
    return lines


def _checksum(path, small):
    if path.suffix in WITH_TRAILER:
        if not small:
            return "not verified, because the file is large; use evenbeat check"
        with path.open("rb") as file:
            file.seek(-LENGTH, os.SEEK_END)
            return f"SHA-256 {file.read().split()[-1].decode()}, verified"
    # The database's own list, or one in the project.
    for known in (path.with_name(CHECKSUMS), path.resolve().parent.with_suffix(".sha256")):
        if path.name != CHECKSUMS and known.is_file():
            expected = read_checksums(known).get(path.name)
            if expected == digest_of(path):
                return f"SHA-256 {expected}, verified with {known.name}"
            if expected is not None:
                raise InputError(
                    f"{path} has another SHA-256 than in {known}: it was damaged or edited. Delete "
                    "it and run again: the workflow fetches it."
                )
    return NO_CHECKSUM
