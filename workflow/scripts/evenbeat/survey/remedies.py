"""What to do about an error of the workflow in a folder that has no configuration yet."""

from evenbeat.data.wfdb_header import REMEDY

_TO_USE = (
    "in a configuration (docs/settings_data.md), and add the record to its records table and "
    "checksum list"
)
# What an error of the workflow says, and what helps here.
INSTEAD = {
    REMEDY: "Check the file: correct it, or leave the record out",
    "Put another lead first in databases.<name>.leads": (
        f"To use another lead, put it first in databases.<name>.leads {_TO_USE}"
    ),
    "Set databases.<name>.annotated_channel to the channel that counts": (
        f"To use the record, set databases.<name>.annotated_channel {_TO_USE}"
    ),
    "List its segments as records in the records table": "Its segments are records of their own",
    ", or leave the record out of the records table": "",
}


def reword_error(error):
    """Reword an error of the workflow: a folder has no checksum list and no records table.

    Parameters
    ----------
    error : Exception

    Returns
    -------
    str

    Examples
    --------
    >>> reword_error(ValueError(f"a.hea is empty. {REMEDY}."))
    'a.hea is empty. Check the file: correct it, or leave the record out.'
    """
    text = str(error)
    for said, instead in INSTEAD.items():
        text = text.replace(said, instead)
    return text
