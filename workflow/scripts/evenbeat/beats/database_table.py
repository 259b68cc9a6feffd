"""The table of all beats of a database."""

from pathlib import Path

from evenbeat.beats.segmentation import tabulate_beats
from evenbeat.beats.table import concatenate
from evenbeat.data.patients import identify_record
from evenbeat.data.wfdb_records import read_beat_annotations
from evenbeat.io.hdf5 import read_datasets

# What is the same for all records, and what each has for itself, by its name in the table.
SHARED = ("sampling_rate", "filter", "reference", "scaling", "features", "rhythm")
EACH = {
    "records": "record",
    "leads": "lead",
    "record_sampling_rates": "record_sampling_rate",
    "annotated_beats": "annotated_beats",
    "beats_past_end": "beats_past_end",
}


def tabulate_database(database, filtered, annotations, patients, pattern, classes, options):
    """Compute the table of beats of a database.

    Parameters
    ----------
    database : str
    filtered : str or Path
        Folder of the filtered leads, as `evenbeat.beats.filtered.write_filtered` fills it.
    annotations : sequence of str
        File of the annotations of each record, beside its header.
    patients : dict of str to str
        Patient of each record; the empty string if the header names the patient.
    pattern : str or None
        As for `evenbeat.data.patients.identify_record`.
    classes : dict of str to sequence of str
        The symbols of each AAMI class.
    options : dict
        As for `evenbeat.beats.segmentation.tabulate_beats`.

    Returns
    -------
    beats : dict of str to ndarray
        A table as in `evenbeat.beats.table`, record by record.
    attributes : dict
        `database`; `SHARED`; `simulated`, whether any record is; and a value for each record in
        those of `EACH`.

    Raises
    ------
    InputError
        If a file cannot be read, or a lead and its annotations do not belong together.
    """
    tables, described = [], []
    for source in annotations:
        stem, _, annotator = source.rpartition(".")
        record = Path(stem).name
        arrays, of_lead = read_datasets(Path(filtered) / f"{record}.h5")
        names = identify_record(database, record, patients[record], pattern, f"{stem}.hea")
        rate = of_lead["record_sampling_rate"]
        beats, counts = tabulate_beats(
            arrays["signal"],
            rates=(of_lead["sampling_rate"], rate),
            annotated=read_beat_annotations(stem, annotator, classes, rate),
            identity=names | {"source": source},
            classes=classes,
            options=options,
        )
        tables.append(beats)
        described.append(of_lead | counts)
    return concatenate(tables), {
        "database": database,
        **{name: described[0][name] for name in SHARED},
        "simulated": any(attributes["simulated"] for attributes in described),
        **{name: [attributes[one] for attributes in described] for name, one in EACH.items()},
    }
