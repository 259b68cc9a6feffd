"""A simulated, MIT-BIH-like ECG database and its WFDB files.

It replaces the MIT-BIH Arrhythmia Database where that is not available. It has the same file
formats, leads, annotation symbols and kind of imbalance. Results with it are not evidence about
patients.
"""

import hashlib
from pathlib import Path

import numpy as np
import wfdb

from evenbeat.runtime.errors import InputError, error_context
from evenbeat.simulation.record import simulate_patient


def digitise(signal, recorder):
    """Convert a signal to the recorder's units, clipped to its range.

    Parameters
    ----------
    signal : ndarray of float
        mV.
    recorder : dict
        `gain` in analogue-to-digital units (ADU) per mV; `resolution`, the width of the range in
        bits; `baseline`, the middle of the range in ADU.

    Returns
    -------
    ndarray of int64, same shape as `signal`
        ADU.
    """
    middle = recorder["baseline"]
    half = 2 ** (recorder["resolution"] - 1)
    units = np.rint(signal * recorder["gain"]) + middle
    return np.clip(units, middle - half, middle + half - 1).astype(np.int64)


def write_record(folder, name, record, recorder, seed):
    """Write the `.dat`, `.hea` and `.atr` files of a record.

    Parameters
    ----------
    folder : str or Path
        Folder that exists.
    name : str
    record : SimulatedRecord
    recorder : dict
        `recorder` in the database's settings.
    seed : int
        Seed of the simulation, for a comment in the header.
    """
    n_leads = len(record.leads)
    # The function wfdb.wrsamp would set a resolution of 12 bits and the middle of the range to 0.
    files = wfdb.Record(
        record_name=name,
        n_sig=n_leads,
        fs=record.sampling_rate,
        sig_name=record.leads,
        d_signal=digitise(record.signal, recorder),
        fmt=[recorder["format"]] * n_leads,
        adc_gain=[float(recorder["gain"])] * n_leads,
        baseline=[recorder["baseline"]] * n_leads,
        adc_zero=[recorder["baseline"]] * n_leads,
        adc_res=[recorder["resolution"]] * n_leads,
        units=["mV"] * n_leads,
        comments=[f"SIMULATED by evenbeat, seed {seed}. Not a patient."],
    )
    files.set_d_features()
    files.set_defaults()
    files.wrsamp(write_dir=str(folder))
    wfdb.wrann(
        name,
        "atr",
        record.samples,
        symbol=record.symbols,
        aux_note=record.notes,
        write_dir=str(folder),
    )


def simulate_databases(folder, simulations):
    """Write all simulated databases.

    Parameters
    ----------
    folder : str or Path
        Each database gets a subfolder with its name.
    simulations : dict of str to dict
        `simulation` in the configuration: the settings of each database.

    Raises
    ------
    InputError
        As `simulate_database` does.
    """
    reject_equal_persons(simulations)
    for name, simulation in simulations.items():
        with error_context(f"simulation.{name}"):
            simulate_database(Path(folder) / name, simulation)


def reject_equal_persons(simulations):
    """Reject two patients who are the same person.

    Otherwise, one person could be in the training set and in the test set.

    Parameters
    ----------
    simulations : dict of str to dict
        As for `simulate_databases`.

    Raises
    ------
    InputError
        If two patients of one database, or of two databases with the same seed, have the same
        `person`.
    """
    names = {}
    for name, simulation in simulations.items():
        for patient, settings in simulation["patients"].items():
            where, person = f"simulation.{name}.patients.{patient}", settings["person"]
            first = names.setdefault((simulation["seed"], person), where)
            if first != where:
                raise InputError(
                    f"{first} and {where} are the same person: both have person {person} and the "
                    "same seed. Give one of them another person. If they are in two databases, you "
                    "can give one database another seed instead."
                )


def simulate_database(folder, simulation):
    """Write all records of a simulated database, and a checksum list in PhysioNet's format.

    Parameters
    ----------
    folder : str or Path
        Created if it is missing.
    simulation : dict
        Settings of the database: a value of `simulation` in the configuration.

    Raises
    ------
    InputError
        If a patient has a lead that is not among `leads`, or settings that contradict each other.
    """
    folder, patients = Path(folder), simulation["patients"]
    leads = {lead for patient in patients.values() for lead in patient["leads"]}
    if unknown := sorted(leads - set(simulation["leads"])):
        raise InputError(
            f"patients: found the leads {', '.join(unknown)}; expected the leads of the database: "
            f"{', '.join(simulation['leads'])}. Correct the patients, or add these leads to leads."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, patient in patients.items():
        with error_context(f"patients.{name}"):
            record = simulate_patient(patient, simulation)
        write_record(folder, name, record, simulation["recorder"], simulation["seed"])
    files = sorted(f"{name}.{suffix}" for name in patients for suffix in ("atr", "dat", "hea"))
    digests = [hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files]
    lines = [f"{digest} {file}\n" for digest, file in zip(digests, files, strict=True)]
    (folder / "SHA256SUMS.txt").write_text("".join(lines), encoding="utf-8")
