"""Beats sampled from a checkpoint only, without the training beats."""

import dataclasses

import numpy as np

from evenbeat.data.aami import ALL
from evenbeat.gan.catalogue import find_model
from evenbeat.gan.identity import GanId
from evenbeat.gan.model_output import check_sample
from evenbeat.gan.untrained import read_untrained_reason
from evenbeat.io.hdf5 import open_hdf5
from evenbeat.runtime.errors import InputError, error_context
from evenbeat.runtime.seeds import derive_seed

# Attributes of a checkpoint that files of its beats also have.
KEPT = ("split", "model", "seed", "class", "epoch", "sampling_rate", "filter", "scaling")


def read_provenance(path):
    """Read the provenance of a checkpoint.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    dict
        The attributes of `KEPT` that it has.

    Raises
    ------
    InputError
        If the file is damaged, is not a checkpoint, or holds a reason instead of a model.
    """
    if reason := read_untrained_reason(path):
        raise InputError(
            f"{path} holds no trained model; the reason in the file: {reason}. Choose a checkpoint "
            "of another class or model; expected a trained one."
        )
    with open_hdf5(path) as file:
        GanId.from_attributes(file.attrs)
        return {name: file.attrs[name] for name in KEPT if name in file.attrs}


def list_patients(path):
    """List the patients for whom a checkpoint can make beats.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    list of str
        Empty if its model uses no templates.

    Raises
    ------
    InputError
        As for `read_provenance`.
    """
    read_provenance(path)
    with open_hdf5(path) as file:
        names = file["patients"][()].tolist() if "patients" in file else []
        return [name.decode("utf-8") for name in names]


def check_patient(path, patient):
    """Check that a checkpoint can make beats for a patient.

    Parameters
    ----------
    path : str or Path
    patient : str or None
        None for no particular patient.

    Raises
    ------
    InputError
        If it cannot, or as for `read_provenance`. Never raised if `patient` is None.
    """
    if patient is None:
        return
    known = list_patients(path)
    if patient not in known:
        listed = (
            f"expected one of: {', '.join(known)}"
            if known
            else "its model does not make beats for particular patients. Leave out --patient"
        )
        raise InputError(f"{path} has no patient {patient!r}; {listed}")


def sample_checkpoint(path, number, seed, patient=None, cls=None, module=None):
    """Sample beats from a checkpoint.

    Parameters
    ----------
    path : str or Path
    number : int
    seed : int
        The same seed gives the same beats; the first k beats are the same for every `number`.
    patient : str, optional
        The patient for whom beats are made; by default, patients are drawn uniformly, if the model
        has any.
    cls : str, optional
        Class of the beats, for a checkpoint of all classes.
    module : str or Path, optional
        Python file of the user's own model.

    Returns
    -------
    dict of str to ndarray, each of length `number`
        `waveform`, float32, shape (number, length); if the model makes them, `rhythm`, `template`
        and `patient`, as `evenbeat.gan.interface.Model.sample` returns them.

    Raises
    ------
    InputError
        If the file is not a checkpoint of the model, makes beats that are not finite or have
        another shape, or does not have the patient or class.
    """
    about = read_provenance(path)
    check_patient(path, patient)
    with error_context(path):
        model = find_model(str(about["model"]), module)
    state = _fix_class(path, model, model.read(path), str(about["class"]), cls)
    if patient is not None:
        rows = np.flatnonzero(state.patients == patient)
        state = dataclasses.replace(
            state, patients=state.patients[rows], templates=state.templates[rows]
        )
    made = model.sample(state, number, derive_seed(seed, "evenbeat sample"))
    advice = "The file is damaged, or its model is wrong."
    return check_sample(made, number, path, _read_length(path), advice)


def _read_length(path):
    """Read the number of samples of a beat, which a checkpoint of all classes does not hold."""
    with open_hdf5(path) as file:
        return file["sample"].shape[1] if "sample" in file else None


def _fix_class(path, model, state, found, wanted):
    if found == ALL:
        if wanted is None:
            raise InputError(
                f"{path} is a checkpoint of all classes: choose one with --class, or use the "
                "checkpoint of a single class in the same folder"
            )
        return model.fix_class(state, wanted)
    if wanted not in (None, found):
        raise InputError(
            f"{path} makes beats of class {found}; expected {wanted}, as given with --class"
        )
    return state
