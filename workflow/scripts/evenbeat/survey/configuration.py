"""A first configuration of a new database: YAML file, records table and checksum list."""

import json
import re
import shlex

from evenbeat.data.checksums import make_checksums
from evenbeat.data.record_files import list_files
from evenbeat.io.atomic import atomic_write, refuse_existing, refuse_folders
from evenbeat.runtime.defaults import read_default_configuration
from evenbeat.runtime.errors import InputError
from evenbeat.survey.records import SYMBOLS
from evenbeat.survey.summary import list_symbols
from evenbeat.survey.warnings import list_warnings

SUFFIXES = (".yaml", ".yml")
TEMPLATE = """\
# Made by: evenbeat describe {folder}
# Check these choices, and change them where you know better. docs/settings_data.md explains them.
#   snakemake --cores 2 --configfile {path}
{warnings}
pathvars:
  # A separate folder, so that results of other configurations stay.
  results: {results}

run:
  databases: [{name}]
  # The splits with enough beats.
  splits: [{splits}]

databases:
  {name}:
    # The folder that was described. The run copies its files to resources/{name}.
    url: {url}
    # SHA-256 of each file when this was written. If the folder changes, run describe again.
    checksums: {checksums}
    # {sides}
    # {seed}
    records: {records}
    # Of the annotators found ({annotators}), the one with most beat classes, unless --annotator
    # named it.
    annotator: {annotator}
    # Of the leads that can be an ECG: lead II or a similar one first, then other names of ECG
    # leads, and that of most records first.
    # Found: {leads_found}.
    leads: {leads}
    # {patients}
    patient_pattern: null
    # Only for a published split that has a patient on both sides.
    shared_patients: []
    # AAMI EC57. After each class: how often its symbols were found. Not beats: {others}.
    symbols:
{classes}
splits:
{of_splits}{folds}"""


def write_configuration(description, path, force=()):
    """Write configuration, records table and checksum list into one folder.

    Parameters
    ----------
    description : evenbeat.survey.description.Description
    path : Path
        The configuration, .yaml; the other files have its name with another suffix.
    force : sequence of Path
        Existing files that may be replaced.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    InputError
        If a file exists that may not be replaced, no split can be run, or the disk is full.
    """
    check_output(path, force)
    _, table, checksums = written = list_outputs(path)
    if not description.classes:
        warned = "".join(f"\n  {line}" for line in list_warnings(description))
        raise InputError(
            f"{description.folder} has too few beats for any split; no configuration was written."
            f"{warned}"
        )
    contents = {table: _render_table(description), path: render_yaml(description, path)}
    make_checksums(
        description.folder,
        list_files(description.folder, list(description.sides), description.annotator),
        checksums,
    )
    for file, text in contents.items():
        with atomic_write(file) as part:
            part.write_text(text, encoding="utf-8")
    return written


def list_outputs(path):
    """List the files of a configuration.

    Parameters
    ----------
    path : Path
        The configuration.

    Returns
    -------
    list of Path
        Configuration, records table and checksum list.
    """
    return [path, path.with_suffix(".tsv"), path.with_suffix(".sha256")]


def check_output(path, force=()):
    """Check before reading anything that the files can be written.

    Parameters
    ----------
    path : Path
        The configuration.
    force : sequence of Path
        Existing files that may be replaced.

    Raises
    ------
    InputError
        If one of the files exists or is a folder, or the name has another suffix or a brace.
    """
    if path.suffix not in SUFFIXES:
        raise InputError(
            f"{path} is not a file name for a configuration; expected <name>.yaml or <name>.yml"
        )
    if "{" in str(path) or "}" in str(path):
        raise InputError(
            f"{path} has a brace in its name; expected none, because Snakemake reads braces in the "
            "names of a configuration's files as wildcards. Choose another name."
        )
    refuse_folders(list_outputs(path))
    refuse_existing([file for file in list_outputs(path) if file not in force])


def name_database(folder):
    """Name a database after its folder.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    str

    Examples
    --------
    >>> from pathlib import Path
    >>> name_database(Path("/data/My records (2024)"))
    'My_records_2024'
    """
    return re.sub("[^A-Za-z0-9-]+", "_", folder.resolve().name).strip("_") or "database"


def render_yaml(description, path):
    """Render the configuration.

    Parameters
    ----------
    description : evenbeat.survey.description.Description
    path : Path
        Where it will be written.

    Returns
    -------
    str
    """
    name, symbols = name_database(description.folder), list_symbols(description)
    found = {lead: None for record in description.records for lead in record.header.leads}
    warned = list_warnings(description)
    return TEMPLATE.format(
        folder=_comment(description.folder),
        path=_comment(shlex.quote(str(path))),
        warnings="".join(f"# - {_comment(line)}\n" for line in ["Warnings:", *warned] if warned),
        name=name,
        results=json.dumps(f"results/{name}"),
        splits=", ".join(description.classes),
        url=json.dumps(str(description.folder.resolve())),
        checksums=json.dumps(str(path.with_suffix(".sha256"))),
        sides=_explain_sides(description),
        records=json.dumps(str(path.with_suffix(".tsv"))),
        annotators=_comment(", ".join(description.annotators)),
        annotator=json.dumps(description.annotator),
        leads_found=_comment(", ".join(found)),
        leads=json.dumps(description.leads),
        patients=_explain_patients(description),
        seed=f"The random seed is {description.seed}, the test share {description.share:g}.",
        others=_comment(symbols.get("other", "none").removesuffix(" (not beats)")),
        classes="".join(
            f"      {cls}: {json.dumps(of)}  # {_comment(symbols.get(cls, 'none'))}\n"
            for cls, of in SYMBOLS.items()
        ),
        of_splits="".join(
            f"  {split}:\n    # {_explain_classes(split, description)}\n"
            f"    classes: [{', '.join(classes)}]\n"
            for split, classes in description.classes.items()
        ),
        folds=_render_folds(description),
    )


def _comment(text):
    """Put a text on one line, so that YAML reads all of it as a comment."""
    return "".join(char if char.isprintable() else " " for char in str(text))


def _explain_sides(description):
    if "test" in description.sides.values():
        return "Of 1,000 random draws of test patients, the one that divides each class best."
    return "There are fewer than two patients to draw from, so no record is in the test set."


def _explain_patients(description):
    named, records = description.named, len(description.patients)
    if named == records:
        return "The patients in the table are from the comments of the headers."
    if len(description.unnamed) == records:
        return "The headers name no patients; in the table, each record counts as a patient."
    return (
        f"{named} of {records} headers name one patient, which is in the table; each other record "
        "counts as a patient of its own."
    )


def _explain_classes(split, description):
    if split == "intrapatient":
        counts = description.count()
        return f"Beats: {', '.join(f'{cls} {counts[cls]}' for cls in SYMBOLS)}."
    sides = [description.count(side) for side in ("train", "test")]
    pairs = ", ".join(f"{cls} {sides[0][cls]} + {sides[1][cls]}" for cls in SYMBOLS)
    return f"Training and test beats: {pairs}."


def _render_folds(description):
    """Lower the number of folds where there are fewer training patients."""
    sides = description.sides.items()
    patients = {description.patients[record] for record, side in sides if side == "train"}
    folds = read_default_configuration()["tuning"]["folds"]
    if len(patients) >= folds or len(patients) < 2:
        return ""
    return f"\n# There are {len(patients)} training patients.\ntuning: {{folds: {len(patients)}}}\n"


def _render_table(description):
    rows = [
        f"{record}\t{description.patients[record]}\t{side}\n"
        for record, side in description.sides.items()
    ]
    return "".join(["record\tpatient\tsplit\n", *rows])
