"""The table of all beats of a database."""

from pathlib import Path

from evenbeat.beats.segmentation import tabulate_beats
from evenbeat.beats.table import OF_RECORDS, concatenate
from evenbeat.data.beat_annotations import read_beat_annotations
from evenbeat.data.patients import identify_record
from evenbeat.io.hdf5 import read_datasets
from evenbeat.runtime.errors import InputError

# Attributes with the same value for all records.
SHARED = ("sampling_rate", "filter", "reference", "scaling", "features", "rhythm")


def tabulate_database(database, filtered, annotations, patients, described, options):
    """Compute the table of beats of a database.

    Parameters
    ----------
    database : str
    filtered : str or Path
        Folder of the filtered leads, as `evenbeat.beats.filtered.write_filtered` fills it.
    annotations : dict of str to str
        Annotation file of each record, beside its header.
    patients : dict of str to str
        Patient of each record; the empty string if the header names the patient.
    described : dict
        The database's description in the configuration: `symbols` of each AAMI class, the preferred
        `leads`, `annotated_channel`, as for `evenbeat.data.beat_annotations`, and
        `patient_pattern`, as for `evenbeat.data.patients.identify_record`.
    options : dict
        As for `evenbeat.beats.segmentation.tabulate_beats`.

    Returns
    -------
    beats : dict of str to ndarray
        A table as in `evenbeat.beats.table`, record by record.
    attributes : dict
        `database`; the attributes `SHARED`; `simulated`, whether any record is simulated; and the
        attributes `OF_RECORDS`, each with a value for each record.

    Raises
    ------
    InputError
        If a file cannot be read, a lead and its annotations do not belong together, or no record
        has any of the preferred leads.
    """
    classes, pattern = described["symbols"], described["patient_pattern"]
    tables, of_records = [], []
    for record, source in annotations.items():
        stem, _, annotator = source.rpartition(".")
        arrays, of_lead = read_datasets(Path(filtered) / f"{record}.h5")
        names = identify_record(database, record, patients[record], pattern, f"{stem}.hea")
        rate = of_lead["record_sampling_rate"]
        annotated = read_beat_annotations(
            stem, annotator, classes, rate, of_lead["frame_rate"], described["annotated_channel"]
        )
        beats, counts = tabulate_beats(
            arrays["signal"],
            rates=(of_lead["sampling_rate"], rate),
            annotated=annotated[:2],
            identity=names | {"source": source},
            classes=classes,
            options=options,
        )
        tables.append(beats)
        of_records.append(of_lead | counts | {"merged_annotations": annotated.merged})
    check_leads(database, [attributes["lead"] for attributes in of_records], described["leads"])
    return concatenate(tables), {
        "database": database,
        **{name: of_records[0][name] for name in SHARED},
        "simulated": any(attributes["simulated"] for attributes in of_records),
        **{
            name: [attributes[one] for attributes in of_records] for name, one in OF_RECORDS.items()
        },
    }


def check_leads(database, leads, preferred):
    """Check that at least one record has a lead that the configuration prefers.

    Parameters
    ----------
    database : str
    leads : sequence of str
        The lead that is used of each record.
    preferred : sequence of str
        `leads` of the database in the configuration.

    Raises
    ------
    InputError
        If no record has a preferred lead.
    """
    if preferred and not set(leads) & set(preferred):
        raise InputError(
            f"databases.{database}.leads: no record has {' or '.join(preferred)}. The first leads "
            f"of the records are {', '.join(sorted(set(leads)))}. List a lead that they have, or "
            "set [] to use the first lead of each record."
        )
