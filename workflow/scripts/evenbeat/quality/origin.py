"""Where synthetic beats come from: their GAN, the template's patient, the nearest training beat."""

import numpy as np
import pandas as pd

from evenbeat.beats.table import select
from evenbeat.quality.neighbours import nearest_rows
from evenbeat.runtime.errors import InputError


def trace_beats(synthetic, beats, gan):
    """Find where each synthetic beat of a class comes from.

    Parameters
    ----------
    synthetic : dict of str to ndarray, each of length n
        Columns waveform, template and patient, which is empty for a beat that took its template
        from a training beat.
    beats : dict of str to ndarray
        Training beats: columns waveform, template, label, record, sample and patient, and
        held_out, bool, which marks the beats that the GAN was not trained on.
    gan : dict
        What is the same for all synthetic beats, such as `model`, `seed` and `epoch`. Its `class`
        is needed.

    Returns
    -------
    DataFrame
        A row for each synthetic beat, in their order: the entries of `gan`; `template_patient`,
        the patient whose template the beat has; `nearest_record`, `nearest_sample` and
        `nearest_patient` of the nearest beat of the class that the GAN was trained on; and
        `distance`, the Euclidean distance between their waveforms in the unit of the beats, as of
        `evenbeat.quality.neighbours.nearest_distances`: zero for a copy.

    Raises
    ------
    InputError
        If a template is that of no training beat of the class.
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
    """Find whose template each synthetic beat has; a template that was borrowed is the same."""
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
            "a synthetic beat has the template of no training beat of its class: they are of "
            "another run. Delete the synthetic beats and run again."
        ) from error
    return np.array(found, dtype=str)
