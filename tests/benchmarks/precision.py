"""Whether products in bfloat16 train as good a GAN as products in float32.

Trains the default GAN of one class in one precision with several seeds and prints the squared
maximum mean discrepancy of its beats to training beats that were held out, as the choice of a
milestone measures it.

Usage: python tests/benchmarks/precision.py TRAIN.h5 CLASS PRECISION [SEEDS [EPOCHS]]
"""

import sys
from pathlib import Path

import numpy as np
import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "workflow" / "scripts"))

from evenbeat.beats.splits import draw_per_class  # noqa: E402
from evenbeat.beats.subsample import take_evenly  # noqa: E402
from evenbeat.beats.table import read_beats  # noqa: E402
from evenbeat.gan.models import blog  # noqa: E402
from evenbeat.gan.sampling import sample_beats  # noqa: E402
from evenbeat.gan.scaling import normalise  # noqa: E402
from evenbeat.gan.training_loop import train  # noqa: E402
from evenbeat.nn import backend  # noqa: E402
from evenbeat.quality.mmd import median_distance, mmd2  # noqa: E402


def measure(path, name, precision, seeds, epochs):
    """Print a line for each seed: the discrepancy after each of four quarters of the training."""
    settings = yaml.safe_load((ROOT / "config" / "config.yaml").read_text())["gan"]
    beats = read_beats(path, ("waveform", "label"))
    beats["held_out"] = draw_per_class(beats["label"], **settings["held_out"])
    of_class = beats["label"] == name
    training = settings["models"]["blog"]["training"] | {"precision": precision}
    seen = {"waveform": beats["waveform"][of_class & ~beats["held_out"]]}
    data, scaling = blog.Model().prepare(seen, training)
    held_out = take_evenly(
        normalise(beats["waveform"][of_class & beats["held_out"]], **scaling), 1000
    )
    width = median_distance(held_out)
    print("floor", round(mmd2(held_out, take_evenly(data["beat"], 1000), width), 4))
    steps = epochs // 4 * blog.Model().count_steps(data, training)
    for seed in range(seeds):
        trained = blog.Model().build(data, training, seed)
        step = blog.Model().make_step(trained, data, training, seed)
        scores = []
        for _ in range(4):
            train(trained, step, steps, lambda line: None)
            generated = sample_beats(trained.networks["generator"], 512, seed)
            scores.append(mmd2(held_out, generated["beat"], width))
        print(precision, seed, *np.round(scores, 4), flush=True)


if __name__ == "__main__":
    backend.use_threads(1)
    counts = [int(word) for word in sys.argv[4:]]
    measure(*sys.argv[1:4], *counts, *[5, 400][len(counts) :])
