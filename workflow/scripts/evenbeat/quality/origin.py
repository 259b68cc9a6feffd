"""The origin of synthetic beats: the GAN, the template's patient and the nearest training beat."""

import numpy as np
import pandas as pd

from evenbeat.beats.table import select
from evenbeat.quality.neighbours import nearest_rows
from evenbeat.runtime.errors import InputError


def trace_beats(synthetic, beats, gan):
    """Find the origin of each synthetic beat of a class.

    Parameters
    ----------
    synthetic : dict of str to ndarray, each of length n
        Columns waveform, template and patient, which is empty for a beat that took its template
        from a training beat.
    beats : dict of str to ndarray
        Training beats: columns waveform, template, label, record, sample and patient, and
        held_out, bool, which marks the beats that the GAN was not trained on.
    gan : dict
        Values for all synthetic beats, such as `model`, `seed` and `epoch`; `class` is required.

    Returns
    -------
    DataFrame
        A row for each synthetic beat, in their order: the entries of `gan`; `template_patient`,
        the patient whose template the beat has; `nearest_record`, `nearest_sample` and
        `nearest_patient` of the nearest beat of the class that the GAN was trained on; and
        `distance`, the Euclidean distance between their waveforms in the unit of the beats, which
        is zero for a copy.

    Raises
    ------
    InputError
        If a template is not the template of any training beat of the class.
    """
    of_class = select(beats, beats["label"] == gan["class"])
    seen = select(of_class, ~of_class["held_out"])
    waveform = synthetic["waveform"]
    rows = nearest_rows(waveform, seen["waveform"]) if len(waveform) else slice(0)
    nearest = select(seen, rows)
    return pd.DataFrame(
        {
            **gan,
            "template_patient": _find_owners(synthetic, of_class),
            **{f"nearest_{name}": nearest[name] for name in ("record", "sample", "patient")},
            "distance": np.linalg.norm(waveform - nearest["waveform"], axis=1),
        }
    )


def _find_owners(synthetic, of_class):
    """Find the patient of each synthetic beat's template, by comparing it with training beats."""
    templates = of_class["template"].astype(np.float32)
    owners = {
        template.tobytes(): patient
        for template, patient in zip(templates, of_class["patient"], strict=True)
    }
    named = zip(synthetic["patient"], synthetic["template"], strict=True)
    try:
        found = [patient or owners[template.tobytes()] for patient, template in named]
    except KeyError as error:
        raise InputError(
            "a synthetic beat has a template that no training beat of its class has; expected "
            "synthetic beats of this run. Delete them and run again."
        ) from error
    return np.array(found, dtype=str)
