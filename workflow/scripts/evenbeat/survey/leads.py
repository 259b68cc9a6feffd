"""The choice of leads, by the names and units of the signals."""

import re
from collections import Counter

from evenbeat.data.wfdb_records import MILLIVOLTS

# Names of lead II, and of leads that are very similar to it.
LIKE_II = ("mlii", "ii", "ml2", "lead ii", "ecg1")
# Other names of ECG leads.
ECG = re.compile(
    r"(ECG|EKG).*|"
    r"(lead|mod\.?)?[ _-]*(M?L?I{1,3}|ML[1-6]|a?V[RLF]|MV[1-9]|V[1-9]R?|V[XYZ]|D[1-3]|MCL[1-6]|"
    r"C[CMSR][1-6]|[AE]-?[SI])",
    re.IGNORECASE,
)
# Words in the names of other signals.
OTHER = re.compile(
    r"(resp\w*|breath|airway|flow|abp|art|n?i?bp|pap|cvp|[rl]ap|icp|lvp|u[av]p|pressure|pleth\w*|ppg|"
    r"pulse|hr|rr|s[ap]?o2|o2|(et)?co2|e[emo]g|[ps]cg|gsr|eda|acc(el\w*)?|temp\w*|position|snore|"
    r"marker|event)\d*"
)


def choose_leads(headers):
    """Choose the preferred leads: those like lead II first, until each record has one.

    Parameters
    ----------
    headers : sequence of evenbeat.survey.records.Header

    Returns
    -------
    list of str
        None is of a record without a lead that can be an ECG.
    """
    left, chosen = [leads for header in headers if (leads := list_possible(header))], []
    while left:
        counts = Counter(lead for leads in left for lead in dict.fromkeys(leads))
        first = Counter(leads[0] for leads in left)
        ranks = {
            lead: (lead.lower() not in LIKE_II, not is_ecg(lead), -counts[lead], -first[lead], lead)
            for lead in counts
        }
        best = min(ranks, key=ranks.get)
        chosen.append(best)
        left = [leads for leads in left if best not in leads]
    return chosen


def list_possible(header):
    """List the leads that can be an ECG: in a unit of voltage, and without another signal's name.

    Parameters
    ----------
    header : evenbeat.survey.records.Header

    Returns
    -------
    list of str
    """
    return [
        lead
        for lead, unit in zip(header.leads, header.units, strict=True)
        if unit.lower() in MILLIVOLTS and not is_other(lead)
    ]


def is_ecg(name):
    """Tell whether a name is that of an ECG lead.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool

    Examples
    --------
    >>> [is_ecg(name) for name in ("V5", "ECG 2", "signal 0", "ABP")]
    [True, True, False, False]
    """
    return bool(ECG.fullmatch(name)) and not is_other(name)


def is_other(name):
    """Tell whether a name is that of a signal that is no ECG.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool

    Examples
    --------
    >>> [is_other(name) for name in ("V5", "ABP Mean", "RESP2", "signal 0")]
    [False, True, True, False]
    """
    words = re.findall(r"[a-z0-9]+", name.lower())
    return any(map(OTHER.fullmatch, words))
