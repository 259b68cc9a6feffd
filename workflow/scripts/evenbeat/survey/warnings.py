"""What the workflow cannot do with a new database, or does otherwise than users may expect."""

import re
from collections import Counter

from evenbeat.runtime.defaults import read_default_configuration
from evenbeat.survey.choices import LEAST_BEATS
from evenbeat.survey.leads import is_ecg

SHOWN = 3  # records of one kind of problem
MENTION = re.compile(r"(patient|subject).*\d", re.IGNORECASE)
LEAST_RATE = 100  # Hz; below, a QRS complex has few samples


def list_warnings(description):
    """List what the user should know before a run.

    Parameters
    ----------
    description : evenbeat.survey.description.Description

    Returns
    -------
    list of str
    """
    return [
        *_warn_of_records(description),
        *_warn_of_rates(description),
        *_warn_of_leads(description),
        *_warn_of_patients(description),
        *_warn_of_classes(description),
        *_warn_of_few_beats(description),
    ]


def _warn_of_records(description):
    problems = list(description.problems.items())
    lines = [
        f"record {name} is left out: {' '.join(why.split())}" for name, why in problems[:SHOWN]
    ]
    if rest := [name for name, _ in problems[SHOWN:]]:
        lines.append(f"{len(rest)} more are left out: {', '.join(rest)}")
    paced = [name for name, side in description.sides.items() if side == "paced"]
    if paced:
        lines.append(
            f"most beats of {', '.join(paced)} are paced: interpatient leaves such records out "
            "(split: paced)"
        )
    return lines


def _warn_of_rates(description):
    slow = [record for record in description.records if record.sampling_rate < LEAST_RATE]
    if not slow:
        return []
    rates = ", ".join(f"{record.header.name} ({record.sampling_rate:g} Hz)" for record in slow)
    return [
        f"sampling rate below {LEAST_RATE} Hz: {rates}. Resampling does not bring back the shape "
        "of their beats; leave such records out if you have others"
    ]


def _warn_of_leads(description):
    lines = []
    used = Counter(record.lead for record in description.records)
    if len(used) > 1:
        counts = ", ".join(f"{lead} {number}" for lead, number in used.most_common())
        lines.append(
            f"records have different leads ({counts}): a beat looks different in another lead"
        )
    if unknown := sorted({lead for lead in used if not is_ecg(lead)}):
        lines.append(
            f"the lead that is used has no name of an ECG lead: {', '.join(unknown)}. Look at the "
            "signals; if another one is the ECG, put its name first in databases.<name>.leads of "
            "the configuration"
        )
    lost = sum(record.lost for record in description.records)
    if lost:
        lines.append(f"{lost} beats are left out because their window is not completely recorded")
    return lines


def _warn_of_patients(description):
    patients = description.patients
    if len(description.unnamed) == len(patients):
        return [
            "the headers do not name the patients, so each record counts as a patient. If two "
            "records are of one patient, give them the same name in the records table, on the "
            f"same side{_quote_unused(description)}"
        ]
    if description.named == len(patients) and len(set(patients.values())) == 1:
        return [
            f"the headers name only one patient, {next(iter(patients.values()))}: interpatient "
            "needs at least two. If this is no patient's name, correct the records table"
        ]
    return _warn_of_single_headers(description)


def _quote_unused(description):
    """Quote comments from which no name was taken, although they may have one."""
    headers = [record.header for record in description.records]
    own = [header for header in headers if header.name in description.unnamed]
    comments = [text for header in own for text in header.comments if MENTION.search(text)]
    quoted = [repr(comment[:80]) for comment in dict.fromkeys(comments)]
    return f". No name was taken from: {', '.join(quoted[:SHOWN])}" if quoted else ""


def _warn_of_single_headers(description):
    lines = []
    if description.unnamed:
        lines.append(
            f"no patient is named in the header of: {', '.join(description.unnamed)}"
            f"{_quote_unused(description)}"
        )
    if description.ambiguous:
        names = (f"{name} ({', '.join(of)})" for name, of in description.ambiguous.items())
        lines.append(f"several patients are named in the header of: {', '.join(names)}")
    return [
        f"{line}. Each of these records counts as a patient of its own. If it is of the same "
        "patient as another, give both the same name in the records table, on the same side"
        for line in lines
    ]


def _warn_of_classes(description):
    train, test = description.count("train"), description.count("test")
    lines = []
    for split in ("interpatient", "intrapatient"):
        if split not in description.classes:
            lines.append(
                f"{split} cannot be run: it needs N and another class, each with {LEAST_BEATS} "
                f"beats{' on both sides' if split == 'interpatient' else ''}"
            )
    kept = set(description.classes.get("interpatient", ()))
    lines += [
        f"interpatient is without {cls}: {train[cls]} training and {test[cls]} test beats, "
        f"{LEAST_BEATS} of each are needed"
        for cls in "NSVF"
        if kept and cls not in kept and train[cls] + test[cls]
    ]
    if kept and (train + test)["Q"]:
        lines.append(
            "interpatient is without Q, as by default: its beats are paced or unclassifiable"
        )
    symbols = sum((record.symbols for record in description.records), Counter())
    if symbols["?"]:
        lines.append(f"{symbols['?']} beats are marked as not classified (?): they are left out")
    return lines


def _warn_of_few_beats(description):
    config = read_default_configuration()
    train, test = description.count("train"), description.count("test")
    classes = [cls for cls in description.classes.get("interpatient", ()) if cls != "N"]
    models, lines = config["gan"]["models"], []
    needed = {name: models[name]["training"]["min_beats"] for name in ("blog", "hinge")}
    kept = 1 - config["gan"]["held_out"]["fraction"]
    if few := [cls for cls in classes if kept * train[cls] < needed["blog"]]:
        counts = ", ".join(f"{cls} {train[cls]}" for cls in few)
        lines.append(
            f"too few training beats for the default GAN, blog ({counts}); it needs "
            f"{needed['blog']} that are not held out. The run goes on without that GAN, and the "
            f"report says so. The model hinge needs {needed['hinge']}, and transfer learns all "
            "classes together"
        )
    least = config["comparison"]["min_test_beats"]
    if few := [cls for cls in classes if test[cls] < least]:
        lines.append(
            f"fewer than {least} test beats of {', '.join(few)}: macro-F1 leaves such classes out "
            "if at least two others remain (comparison.min_test_beats)"
        )
    return lines
