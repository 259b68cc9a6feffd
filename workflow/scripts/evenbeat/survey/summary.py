"""The summary of a survey in a few lines."""

from collections import Counter

from evenbeat.survey.records import SYMBOLS


def summarise_survey(description):
    """Summarise what a folder holds and what was chosen.

    Parameters
    ----------
    description : evenbeat.survey.description.Description

    Returns
    -------
    list of (str, str)
        Label and text of each line.
    """
    headers = [record.header for record in description.records]
    minutes = sum(record.seconds for record in description.records) / 60
    sides = Counter(description.sides.values())
    number = len(headers) + len(description.problems)
    return [
        ("records", f"{number}, of which the workflow can use {len(headers)}; {minutes:.0f} min"),
        ("rates", _count(f"{record.sampling_rate:g} Hz" for record in description.records)),
        ("leads", _count(lead for header in headers for lead in header.leads)),
        ("  used", _count(record.lead for record in description.records)),
        ("units", _count(unit for header in headers for unit in dict.fromkeys(header.units))),
        ("annotators", ", ".join(f"{a} {n}" for a, n in description.annotators.items())),
        ("  used", description.annotator),
        ("beats", _list_classes(description.count())),
        *[(f"  {cls}", text) for cls, text in list_symbols(description).items()],
        ("patients", _describe_patients(description)),
        ("sides", ", ".join(f"{side} {number}" for side, number in sorted(sides.items()))),
        *[(f"  {side}", _list_classes(description.count(side))) for side in ("train", "test")],
    ]


def list_symbols(description):
    """List the symbols of each class with their counts, and the symbols that are not beats.

    Parameters
    ----------
    description : evenbeat.survey.description.Description

    Returns
    -------
    dict of str to str
        By class, and `other`.
    """
    symbols = sum((record.symbols for record in description.records), Counter())
    lines = {}
    for cls, of_class in SYMBOLS.items():
        found = {symbol: symbols.pop(symbol) for symbol in of_class if symbol in symbols}
        if found:
            lines[cls] = ", ".join(f"{symbol} {number}" for symbol, number in found.items())
    if symbols:
        lines["other"] = ", ".join(f"{s} {n}" for s, n in symbols.most_common()) + " (not beats)"
    return lines


def _count(values):
    return ", ".join(f"{value} ({number})" for value, number in Counter(values).most_common())


def _list_classes(counts):
    return f"{counts.total()}: " + ", ".join(f"{cls} {counts[cls]}" for cls in SYMBOLS)


def _describe_patients(description):
    number, records = len(set(description.patients.values())), len(description.patients)
    if description.named == records:
        return f"{number}, named in the headers"
    if not description.named:
        return f"{number}, one for each record"
    return f"{number}, named in {description.named} of {records} headers"
