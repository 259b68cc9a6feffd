"""Balance your own array in a pipeline, and score the pipeline on other patients.

    python docs/examples/balance.py

The beats here are simulated: the scores say nothing about real patients.
"""

import numpy as np
from evenbeat.samplers import TransplantSampler
from evenbeat.simulation.anatomy import draw_anatomy
from evenbeat.simulation.morphology import BEAT_OF, varied
from evenbeat.simulation.waves import project
from imblearn.pipeline import make_pipeline
from sklearn.compose import make_column_transformer
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.model_selection import GroupKFold, cross_val_score

SAMPLING_RATE, LENGTH, PATIENTS, BEATS = 360, 300, 12, 100


def simulate(seed):
    """Simulate beats in mV, 4% of them ventricular (V). The last column is the patient."""
    rng = np.random.default_rng(seed)
    seconds = (np.arange(LENGTH) - 100) / SAMPLING_RATE
    labels = np.tile(np.repeat(["N", "V"], [BEATS - 4, 4]), PATIENTS)
    hearts = [draw_anatomy(rng, 75, "normal") for _ in range(PATIENTS)]
    patient = np.repeat(np.arange(PATIENTS), BEATS)
    beats = [
        project(varied(rng, BEAT_OF[label](rng, hearts[number])).waves(), ["II"], seconds)[:, 0]
        for label, number in zip(labels, patient, strict=True)
    ]
    noisy = np.array(beats) + rng.normal(0, 0.3, (len(beats), LENGTH))
    return np.column_stack([noisy, patient]), labels


X, y = simulate(seed=0)
samplers = {
    "as they are": "passthrough",
    "transplanted": TransplantSampler(patient_column=-1, random_state=0),
}
for name, sampler in samplers.items():
    # The column of the patient is only for the sampler.
    waveform = make_column_transformer(("passthrough", slice(0, LENGTH)))
    pipeline = make_pipeline(sampler, waveform, LinearDiscriminantAnalysis())
    scores = cross_val_score(pipeline, X, y, groups=X[:, -1], cv=GroupKFold(4), scoring="f1_macro")
    print(f"{name}: macro-F1 {scores.mean():.3f}, by fold {', '.join(f'{s:.3f}' for s in scores)}")
