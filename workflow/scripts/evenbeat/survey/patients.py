"""The patients that the comments of the headers name."""

import re

from evenbeat.data.patients import fold_name

# A part of a comment that says that it is a name: `Patient ID: p-07`, `Subject No. 8`.
SAID = re.compile(
    r"(?:patient|subject)(?:'s)?[ _-]*(?:#|(?:id|identifier|number|nr|no|name)[ .:=#-]+) *"
    r"((?=[\w-]*\d)[A-Za-z0-9][\w-]*)",
    re.IGNORECASE | re.ASCII,
)
# A part that may be a name: `patient 7`, `Subject: s07`. `M65` is a sex and an age.
LIKELY = re.compile(
    r"(?:patient|subject)(?:[ _:=-]+|(?=\d))"
    r"(?![FMW]\d{1,3}$)(\d+|[A-Z]{1,4}[_-]?\d+(?:[_-]\d+)*)",
    re.IGNORECASE | re.ASCII,
)
AGE = re.compile(r"1[89]|[2-9]\d")  # years; patients are often numbered from 0 or 1


def find_patients(headers):
    """Find the patient of each record in the comments of the headers.

    Parameters
    ----------
    headers : sequence of evenbeat.survey.records.Header

    Returns
    -------
    patients : dict of str to str
        By record. A record whose header does not name exactly one is a patient of its own. No two
        names are spellings of one.
    unnamed : list of str
        Records whose header names no patient.
    ambiguous : dict of str to list of str
        The names in each header that has several.
    """
    found = _find_names(headers)
    spelled = {}
    for names in found.values():
        for name in names:
            spelled.setdefault(fold_name(name), name)
    named = {
        record: sorted({spelled[fold_name(name)] for name in names})
        for record, names in found.items()
    }
    patients, taken = {}, {fold_name(names[0]) for names in named.values() if len(names) == 1}
    for record, names in named.items():
        patients[record] = names[0] if len(names) == 1 else _name_after_record(record, taken)
    unnamed = [record for record, names in named.items() if not names]
    ambiguous = {record: names for record, names in named.items() if len(names) > 1}
    return patients, unnamed, ambiguous


def _find_names(headers):
    """Find the names in each header; likely ones only if those of all headers are alike."""
    said, likely = {}, {}
    for header in headers:
        said[header.name], likely[header.name] = [], []
        for comment in header.comments:
            _part_comment(comment, said[header.name], likely[header.name])
    if not _are_plausible({name for names in likely.values() for name in names}):
        return said
    return {record: said[record] + likely[record] for record in said}


def _part_comment(comment, said, likely):
    """Add the names in the parts of a comment to the lists."""
    parts = [part.strip(" \t.") for part in re.split("[,;]", comment)]
    for part in parts:
        if match := SAID.fullmatch(part):
            said.append(match[1])
        # In `Patient: 65, F`, the number is an age.
        elif (match := LIKELY.fullmatch(part)) and not (match[1].isdigit() and len(parts) > 1):
            likely.append(match[1])


def _are_plausible(names):
    """Tell whether names have the same form, and are not numbers that may all be ages."""
    forms = {re.sub("[A-Za-z]+", "a", re.sub(r"\d+", "9", name)) for name in names}
    return len(forms) == 1 and not all(map(AGE.fullmatch, names))


def _name_after_record(record, taken):
    """Name a patient of its own; no name in a header has a space."""
    name = record
    while fold_name(name) in taken:
        name = f"record {name}"
    taken.add(fold_name(name))
    return name
