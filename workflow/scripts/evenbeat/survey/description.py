"""The survey of a folder: what it holds, what was chosen, and what the workflow cannot use."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from evenbeat.runtime.defaults import read_default_configuration
from evenbeat.runtime.errors import InputError, error_context
from evenbeat.survey.annotators import choose_annotator
from evenbeat.survey.choices import choose_classes, draw_sides
from evenbeat.survey.leads import choose_leads
from evenbeat.survey.patients import find_patients
from evenbeat.survey.records import SYMBOLS, read_headers, survey_record

# A record is of a patient with a pacemaker if a larger fraction of its beats is paced.
PACED = 0.5
SHOWN = 3  # problems in an error


@dataclass
class Description:
    """What a folder holds, and the choices for it.

    Attributes
    ----------
    folder : Path
    records : list of evenbeat.survey.records.Record
        Records that the workflow can use.
    problems : dict of str to str
        Why it cannot use the other records.
    annotator : str
    annotators : dict of str to int
        Number of records of each.
    leads : list of str
    patients : dict of str to str
        Patient of each record.
    unnamed : list of str
        Records whose header names no patient.
    ambiguous : dict of str to list of str
        The names in each header that has several.
    sides : dict of str to str
        Side of each record.
    classes : dict of str to list of str
        Classes of each split that can be run.
    seed : int
    share : float
        Fraction of the patients on the test side.
    """

    folder: Path
    records: list
    problems: dict
    annotator: str
    annotators: dict
    leads: list
    patients: dict
    unnamed: list
    ambiguous: dict
    sides: dict
    classes: dict
    seed: int
    share: float

    @property
    def named(self):
        """Number of records whose header names one patient.

        Returns
        -------
        int
        """
        return len(self.patients) - len(self.unnamed) - len(self.ambiguous)

    def count(self, side=None):
        """Count the beats by class.

        Parameters
        ----------
        side : str, optional
            Count only this side.

        Returns
        -------
        Counter
        """
        own = (r for r in self.records if side in (None, self.sides[r.header.name]))
        return sum((record.beats for record in own), Counter())


def describe_folder(folder, annotator=None, share=0.5, seed=0, report=lambda line: None):
    """Survey a folder of WFDB records.

    Parameters
    ----------
    folder : Path
    annotator : str, optional
        Suffix of the annotation files; chosen by default.
    share : float
        Fraction of the patients on the test side.
    seed : int
        Random seed of the draw of patients.
    report : callable
        Takes a line of progress.

    Returns
    -------
    Description

    Raises
    ------
    InputError
        If there is no record that the workflow can use.
    """
    settings = read_default_configuration()
    headers, problems = read_headers(folder)
    if not headers:
        raise InputError(f"{folder}: no header can be used{_list_problems(problems)}")
    with error_context(folder):
        annotator, annotators = choose_annotator(headers, annotator)
    leads, records = choose_leads(headers), []
    for number, header in enumerate(headers, start=1):
        report(f"{number} of {len(headers)}: {header.name}")
        record = survey_record(header, annotator, leads, settings)
        if record.problem:
            problems[header.name] = record.problem
        else:
            records.append(record)
    if not records:
        raise InputError(
            f"{folder}: the workflow can use none of its records{_list_problems(problems)}"
        )
    patients, unnamed, ambiguous = find_patients([record.header for record in records])
    sides = _assign_sides(records, patients, share, seed)
    description = Description(
        *(folder, records, problems, annotator, annotators, leads, patients, unnamed, ambiguous),
        *(sides, {}, seed, share),
    )
    description.classes = choose_classes(description.count("train"), description.count("test"))
    return description


def _list_problems(problems):
    """List the first problems, one a line, and how many records have one."""
    shown = "".join(f"\n  {name}: {why}" for name, why in list(problems.items())[:SHOWN])
    first = f", of which the first {SHOWN} are" if len(problems) > SHOWN else ""
    return f". Records with problems: {len(problems)}{first}:{shown}"


def _assign_sides(records, patients, share, seed):
    """Draw the side of each record; paced records are on neither side."""
    beats = {}
    for record in records:
        if not _is_paced(record):
            of_patient = beats.setdefault(patients[record.header.name], Counter())
            of_patient.update(record.beats)
    drawn = draw_sides(beats, share, seed)
    return {
        record.header.name: ("paced" if _is_paced(record) else drawn[patients[record.header.name]])
        for record in records
    }


def _is_paced(record):
    paced = record.symbols["/"] + record.symbols["f"]
    of_beats = sum(record.symbols[symbol] for of_class in SYMBOLS.values() for symbol in of_class)
    return paced > PACED * of_beats
