"""Generate beats from a checkpoint, and plot them.

    python docs/examples/plot_checkpoint.py CHECKPOINT V.png

A checkpoint is, for example, results/demo/interpatient/gan/blog/seed0/gan_V_epoch4.h5.

Your own model needs its file as a third argument, because a checkpoint never names code to run.
"""

import sys

import matplotlib.pyplot as plt
import numpy as np
from evenbeat.gan.catalogue import find_model
from evenbeat.gan.checkpoint_sample import read_provenance
from evenbeat.runtime.errors import InputError

USAGE = "usage: python docs/examples/plot_checkpoint.py CHECKPOINT PICTURE [MODULE]"
BEATS = 30

if len(sys.argv) not in (3, 4):
    sys.exit(USAGE)
checkpoint, picture = sys.argv[1:3]
try:
    about = read_provenance(checkpoint)
    if about["class"] == "all":
        raise InputError(
            f"{checkpoint} is a checkpoint of all classes; expected one of a single class, which "
            "is in the same folder"
        )
    model = find_model(about["model"], *sys.argv[3:4])
    beats = model.sample(model.read(checkpoint), BEATS, seed=0)["waveform"]
except InputError as error:
    sys.exit(f"{error}\n{USAGE}")

figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
milliseconds = 1000 * np.arange(beats.shape[1]) / about["sampling_rate"]
axes.plot(milliseconds, beats.T, color="tab:blue", alpha=0.3)
axes.plot(milliseconds, beats.mean(axis=0), color="black", label=f"mean of {BEATS}")
axes.set(xlabel="Time (ms)", ylabel="Scaled lead (pure number)")
axes.set_title("{model}, class {class}, epoch {epoch}: synthetic beats".format(**about))
axes.legend()
figure.savefig(picture, dpi=150)
print(f"{picture}: {len(beats)} synthetic beats of {beats.shape[1]} samples")
