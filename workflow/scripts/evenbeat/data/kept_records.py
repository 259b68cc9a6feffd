"""The kept files of records; a signal file is kept as `<record>.dat`, whatever its own name."""

import posixpath

from evenbeat.data.checksums import check_files
from evenbeat.data.signal_files import name_signal_file


def beside(record, file_name):
    """Give the name in a checksum list of a file beside a record's header.

    Parameters
    ----------
    record, file_name : str

    Returns
    -------
    str

    Examples
    --------
    >>> beside("p00/p00001_s00", "p00001.mat")
    'p00/p00001.mat'
    """
    return posixpath.join(posixpath.dirname(record), file_name)


def check_records(headers, preferred, checksums):
    """Check that headers and signal files still match the checksum list.

    Parameters
    ----------
    headers : dict of str to str
        Header of each record, beside its signal file.
    preferred : sequence of str
        Names of leads in the order of preference.
    checksums : dict of str to str
        Expected SHA-256 digests by file name.

    Raises
    ------
    InputError
        If a file does not match.
    """
    check_files({f"{record}.hea": path for record, path in headers.items()}, checksums)
    for record, path in headers.items():
        name = beside(record, name_signal_file(path, preferred))
        check_files({name: f"{path.removesuffix('.hea')}.dat"}, checksums)
