"""Names of records and patients, and a check that no patient is in both training and test."""

import re
import unicodedata
from collections import defaultdict

from evenbeat.data.wfdb_header import read_header
from evenbeat.runtime.errors import InputError


def full_name(database, name):
    """Name a record or a patient together with its database.

    Parameters
    ----------
    database, name : str

    Returns
    -------
    str

    Examples
    --------
    >>> full_name("mitdb", "100")
    'mitdb/100'
    """
    return f"{database}/{name}"


def identify_record(database, record, patient, pattern, header):
    """Name a record and its patient.

    Parameters
    ----------
    database, record : str
    patient : str
        The patient in the records table; the empty string if the header names the patient.
    pattern : str or None
        Regular expression with one group, which matches the patient in the header's comments.
    header : str or Path
        The record's header.

    Returns
    -------
    dict of str to str
        The full names of `record` and `patient`.

    Raises
    ------
    InputError
        If the header is needed, and its comments do not name one patient.
    """
    patient = patient or read_patient(header, pattern)
    return {"record": full_name(database, record), "patient": full_name(database, patient)}


def read_patient(header, pattern):
    """Read the name of a record's patient from the comments of its header.

    Parameters
    ----------
    header : str or Path
    pattern : str
        Regular expression with one group.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If the header cannot be read, no comment matches, or comments name several patients.
    """
    comments = read_header(header).comments
    matches = [match for line in comments if (match := re.search(pattern, line))]
    found = {name for match in matches if (name := _clean(match[1]))}
    if len(found) != 1:
        raise InputError(
            f"{header}: the pattern {pattern!r} finds {_count(found)} in its comments, "
            f"{comments}; expected one patient. Change databases.<name>.patient_pattern, or fill "
            "in the record's patient in the records table."
        )
    return found.pop()


def _clean(name):
    """Drop characters that cannot be printed; a group that did not match is None."""
    return "".join(filter(str.isprintable, name or "")).strip()


def _count(found):
    return f"the patients {', '.join(sorted(found))}" if len(found) > 1 else "no patient"


def fold_name(patient):
    """Fold the spellings of a patient's name that count as one.

    Parameters
    ----------
    patient : str

    Returns
    -------
    str
        Without case, and with one way to write each character in Unicode.

    Examples
    --------
    >>> fold_name("P-07") == fold_name("p-07")
    True
    """
    return unicodedata.normalize("NFKC", patient).casefold()


def reject_divided_patients(rows, shared, where):
    """Reject patients who have records in both training and test of an inter-patient split.

    Names that differ only in case, or in how Unicode writes them, count as one patient.

    Parameters
    ----------
    rows : iterable of (str, str, str)
        Patient, record and side of each record.
    shared : sequence of str
        Patients whom the published split has on both sides.
    where : str
        The source of the rows, for the error message.

    Raises
    ------
    InputError
        If a patient who is not in `shared` has records on both sides.
    """
    records, names = defaultdict(lambda: {"train": [], "test": []}), {}
    for patient, record, side in rows:
        if side in ("train", "test"):
            names.setdefault(fold_name(patient), patient)
            records[fold_name(patient)][side].append(record)
    allowed = set(map(fold_name, shared))
    divided = {
        names[patient]: of_side
        for patient, of_side in records.items()
        if all(of_side.values()) and patient not in allowed
    }
    if divided:
        named = "; ".join(
            f"patient {patient} has training records {', '.join(of_side['train'])} and test "
            f"records {', '.join(of_side['test'])}"
            for patient, of_side in divided.items()
        )
        raise InputError(
            f"{where}: {named}. All records of a patient must be on the same side: change the "
            "column split of the records table. If a published split has the patient on both "
            "sides, add the patient to databases.<name>.shared_patients."
        )
