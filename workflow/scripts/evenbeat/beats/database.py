"""The table of all beats of a database."""

from pathlib import Path

from evenbeat.beats.segmentation import tabulate_beats
from evenbeat.beats.table import concatenate
from evenbeat.data.wfdb_records import read_beat_annotations
from evenbeat.io.hdf5 import read_datasets

# Of the leads and of the beats, what is the same for all records, and what each has for itself.
OF_LEADS = ("sampling_rate", "filter")
OF_BEATS = ("reference", "scaling", "features", "rhythm")
EACH = ("annotated_beats", "beats_past_end")


def tabulate_database(filtered, annotations, patients, classes, options):
    """Compute the table of beats of a database.

    Parameters
    ----------
    filtered : str
        File of the filtered leads, as `filter_records` writes it.
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
        Those of `OF_LEADS` and `OF_BEATS`; `simulated`, whether any record is; a value for each
        record in `records`, `leads` (names) and those of `EACH`.

    Raises
    ------
    InputError
        If a file cannot be read, or a lead and its annotations do not belong together.
    """
    signals, of_leads = read_datasets(filtered)
    names = dict(zip(of_leads["records"], of_leads["leads"], strict=True))
    rates = dict(zip(of_leads["records"], of_leads["record_sampling_rates"], strict=True))
    tables, of_beats, records = [], [], []
    for source in annotations:
        stem, _, annotator = source.rpartition(".")
        record = Path(stem).name
        beats, attributes = tabulate_beats(
            signals[record],
            rates=(of_leads["sampling_rate"], rates[record]),
            annotated=read_beat_annotations(stem, annotator, classes, rates[record]),
            identity={"record": record, "patient": patients[record], "source": source},
            classes=classes,
            options=options,
        )
        tables.append(beats)
        of_beats.append(attributes)
        records.append(record)
    return concatenate(tables), {
        **{name: of_leads[name] for name in OF_LEADS},
        **{name: of_beats[0][name] for name in OF_BEATS},
        "simulated": any(of_leads["simulated"]),
        "records": records,
        "leads": [names[record] for record in records],
        **{name: [attributes[name] for attributes in of_beats] for name in EACH},
    }
