"""The records table of a database: patient and split of each record."""

import csv
import posixpath
import re
from itertools import combinations
from urllib.parse import urlsplit

from evenbeat.data.download import local_folder
from evenbeat.data.patients import reject_divided_patients
from evenbeat.runtime.errors import InputError

COLUMNS = ("record", "patient", "split")
LONGEST = 100  # characters of a record's name, which becomes a part of names of files
# Records with the split `paced` or `out` are on neither side of the split between patients.
SIDES = ("train", "test", "paced", "out")


def read_records_table(path):
    """Read the records table of a database.

    Parameters
    ----------
    path : str or Path
        Tab-separated, with the columns record, patient and split.

    Returns
    -------
    dict of str to dict
        The row of each record, in the table's order. Its patient may be empty.

    Raises
    ------
    InputError
        If it cannot be read, or a line is not valid.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", restkey="further")
            columns = reader.fieldnames or []
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, ValueError, csv.Error) as error:
        raise InputError(
            f"{path}, the records table of a database, cannot be read ({error}). Expected "
            f"tab-separated UTF-8 text with the columns {', '.join(COLUMNS)}"
        ) from error
    if sorted(columns) != sorted(COLUMNS):
        raise InputError(
            f"{path}, line 1: expected the columns {', '.join(COLUMNS)}, each once, with tabs "
            f"between them; found {columns}"
        )
    records = {}
    for number, row in rows:
        if problem := _find_problem(row, records):
            raise InputError(f"{path}, line {number}: {problem}")
        records[row["record"]] = row
    if not records:
        raise InputError(f"{path} has no records; expected a line for each record")
    return records


def _find_problem(row, before):
    """Say what is wrong with a line; None if it is valid."""
    if len(row) > len(COLUMNS) or None in row.values() or not row["split"]:
        return f"expected the columns {', '.join(COLUMNS)}, found {row}"
    name = row["record"]
    if len(name) > LONGEST or not re.fullmatch(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", name):
        return (
            f"{name!r} is not a valid record name; expected at most {LONGEST} letters, digits, - "
            "and _, with / after a folder"
        )
    if not row["patient"].isprintable() or row["patient"] != row["patient"].strip():
        return (
            f"{row['patient']!r} is not a valid patient name; expected printable characters "
            "without spaces at the ends"
        )
    if name in before:
        return f"{name} is listed twice; expected each record once"
    if row["split"] not in SIDES:
        return f"split is {row['split']!r}; expected one of {', '.join(SIDES)}"
    return None


def check_sides(tables, trained_on):
    """Check that the training databases together have training and test records.

    Parameters
    ----------
    tables : dict of str to dict
        By database, as `read_records_table` returns it.
    trained_on : sequence of str
        Names of databases.

    Raises
    ------
    InputError
        If none has a training record, or none a test record.
    """
    sides = {row["split"] for name in trained_on for row in tables[name].values()}
    if missing := [side for side in ("train", "test") if side not in sides]:
        raise InputError(
            f"run.databases: the records tables of {', '.join(trained_on)} have no record for "
            f"{' and none for '.join(missing)}, but the split interpatient needs both. Check their "
            "column split."
        )


def reject_shared_records(tables, urls):
    """Reject databases that fetch the same records from the same address.

    A patient could be in training under one name and in test under another.

    Parameters
    ----------
    tables : dict of str to dict
        By database, as `read_records_table` returns it.
    urls : dict of str to str
        By database.

    Raises
    ------
    InputError
        If two databases do so.
    """
    for first, second in combinations(tables, 2):
        shared = sorted(tables[first].keys() & tables[second].keys())
        if shared and _place(urls[first]) == _place(urls[second]):
            raise InputError(
                f"databases.{first} and databases.{second} fetch {', '.join(shared)} from the same "
                "url, so one patient could be in training and in test. Their records tables must "
                "not have common records."
            )


def _place(url):
    """Give what two ways to write an address have in common."""
    if folder := local_folder(url):
        return folder.resolve()
    parts = urlsplit(url)
    return parts.netloc.lower(), posixpath.normpath(parts.path)


def check_patients(database, records, described):
    """Check that each record of a table has a patient, and that each patient is on one side.

    Parameters
    ----------
    database : str
    records : dict of str to dict
        As `read_records_table` returns it.
    described : dict
        The database's description in the configuration. Its `patient_pattern` finds patients that
        the table does not name; its `shared_patients` may be on both sides.

    Raises
    ------
    InputError
        If a record has no patient, or a patient has records on both sides.
    """
    path = described["records"]
    unnamed = [record for record, row in records.items() if not row["patient"]]
    if unnamed and not described.get("patient_pattern"):
        raise InputError(
            f"{path}: {', '.join(unnamed)} have no patient. Fill in the column patient, or set "
            f"databases.{database}.patient_pattern to find the patient in the record's header."
        )
    named = [row for row in records.values() if row["patient"]]
    rows = [(row["patient"], row["record"], row["split"]) for row in named]
    reject_divided_patients(rows, described.get("shared_patients", ()), path)
