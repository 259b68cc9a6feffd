"""The table of all beats of a database."""

from evenbeat.beats.segmentation import tabulate_beats
from evenbeat.beats.table import concatenate
from evenbeat.data.wfdb_records import read_beat_annotations
from evenbeat.io.hdf5 import read_datasets

# What is the same for all records, and what a record has for itself, with its name in the table.
COMMON = ("sampling_rate", "filter", "reference", "scaling", "features", "rhythm")
EACH = {
    "record": "records",
    "lead": "leads",
    "annotated_beats": "annotated_beats",
    "beats_past_end": "beats_past_end",
}


def tabulate_database(filtered, annotations, patients, classes, options):
    """Compute the table of beats of a database from the files of its records.

    Parameters
    ----------
    filtered : sequence of str
        File of the filtered lead of each record, as `filter_record` writes it.
    annotations : sequence of str
        File of the annotations of each record.
    patients : dict of str to str
        Patient of each record.
    classes : dict of str to sequence of str
        The symbols of each AAMI class.
    options : dict
        As for `evenbeat.beats.segmentation.tabulate_beats`.

    Returns
    -------
    beats : dict of str to ndarray
        A table as in `evenbeat.beats.table`, record by record.
    attributes : dict
        Those of `COMMON`; lists of those of `EACH`, a value for each record; `simulated`, whether
        any record is.

    Raises
    ------
    InputError
        If a file cannot be read, or a lead and its annotations do not belong together.
    """
    tables, records = [], []
    for signal_file, annotation_file in zip(filtered, annotations, strict=True):
        arrays, attributes = read_datasets(signal_file)
        stem, _, annotator = annotation_file.rpartition(".")
        rate = attributes["record_sampling_rate"]
        beats, counts = tabulate_beats(
            arrays["signal"],
            rates=(attributes["sampling_rate"], rate),
            annotated=read_beat_annotations(stem, annotator, classes, rate),
            identity={
                "record": attributes["record"],
                "patient": patients[attributes["record"]],
                "source": annotation_file,
            },
            classes=classes,
            options=options,
        )
        tables.append(beats)
        records.append(attributes | counts)
    each = {plural: [record[name] for record in records] for name, plural in EACH.items()}
    return concatenate(tables), {
        **{name: records[0][name] for name in COMMON},
        "simulated": any(record["simulated"] for record in records),
        **each,
    }
