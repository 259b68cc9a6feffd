"""The signal file of the lead that is used."""

import re

from evenbeat.data.wfdb_header import REMEDY, read_header
from evenbeat.runtime.errors import InputError


def name_signal_file(path, preferred):
    """Name the signal file of the lead that is used.

    Parameters
    ----------
    path : str or Path
        The record's header.
    preferred : sequence of str
        Names of leads in the order of preference.

    Returns
    -------
    str
        A file beside the header.

    Raises
    ------
    InputError
        If the header cannot be read, or the lead is not in a file beside it.
    """
    lead = read_header(path).find_lead(preferred)
    check_signal_file(path, lead)
    return lead.file_name


def check_signal_file(path, lead):
    """Check that a lead is in a file beside the header.

    Parameters
    ----------
    path : str or Path
        The header.
    lead : Signal

    Raises
    ------
    InputError
        If it is in no signal file, or in one elsewhere.
    """
    if (
        lead.fmt == "0"
        or not re.fullmatch(r"[\w-][\w.-]*", lead.file_name)
        or lead.file_name == "-"
    ):
        raise InputError(
            f"{path}, line {lead.line}: lead {lead.name} is in {lead.file_name!r}, in format "
            f"{lead.fmt}; expected a file beside the header, with a name of "
            "letters, digits, dots, - and _. Put another lead first in "
            f"databases.<name>.leads. {REMEDY}."
        )
