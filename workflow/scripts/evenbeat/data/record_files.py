"""The files of a database's records: which they are, and where they come from."""

from pathlib import Path

from evenbeat.data.download import fetch_verified
from evenbeat.data.kept_records import beside
from evenbeat.data.signal_files import name_signal_file
from evenbeat.data.wfdb_header import read_header


def fetch_record(record, source, checksums, targets, preferred, download):
    """Fetch and verify a record's header, and the signal file of the lead that is used.

    Parameters
    ----------
    record : str
    source : str
        The database's folder: a URL or a path on this machine.
    checksums : dict of str to str
        Expected SHA-256 digests by file name.
    targets : tuple of str
        Where the header and the signal file are kept.
    preferred : sequence of str
        Names of leads in the order of preference.
    download : dict
        As for `evenbeat.data.download.fetch_verified`.

    Raises
    ------
    InputError
        If a file cannot be fetched or has another digest, or the lead is not in a file beside the
        header.
    """
    header, signals = targets
    fetch_verified(f"{record}.hea", source, checksums, header, download)
    name = beside(record, name_signal_file(header, preferred))
    fetch_verified(name, source, checksums, signals, download)


def list_files(folder, records, annotator):
    """List the files of a database's records in a folder.

    Parameters
    ----------
    folder : str or Path
    records : sequence of str
    annotator : str
        Suffix of the annotation files.

    Returns
    -------
    list of str
        Header and annotations of each record, and those signal files of the header that exist
        beside it.

    Raises
    ------
    InputError
        If a header cannot be read.
    """
    names = []
    for record in records:
        path = Path(folder) / f"{record}.hea"
        described = read_header(path).signals if path.exists() else []
        signals = [beside(record, signal.file_name) for signal in described]
        found = [name for name in signals if (Path(folder) / name).is_file()]
        names += [f"{record}.hea", *found, f"{record}.{annotator}"]
    return list(dict.fromkeys(names))
