"""What a step of training costs: the seed's way of writing it beside the trainer's, in one process.

Prints the machine's peaks, milliseconds and FLOP/s of a GAN's step in each way and their ratios,
the time from a process's start to its first step, memory over 10,000 steps, and a step of the
classifier.

Usage: python tests/benchmarks/steps.py [THREADS [THREADS OF ONE OPERATION]]

A job has one thread, and with more of them still one for each operation. The seed's loop gains
more from threads within operations: to be fair to it, give as many of them.
"""

import statistics
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import psutil
import tensorflow as tf
import yaml
from timing import seconds, time_in_turns

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "workflow" / "scripts"))

from evenbeat.balancing.training_set import TrainingSet  # noqa: E402
from evenbeat.beats.features import add_features  # noqa: E402
from evenbeat.classifier.network import build_classifier, fit_wide_part  # noqa: E402
from evenbeat.classifier.training import train_classifier  # noqa: E402
from evenbeat.gan.models import blog  # noqa: E402
from evenbeat.gan.training_loop import STEPS_PER_CALL  # noqa: E402
from evenbeat.nn.backend import has_bfloat16, use_threads  # noqa: E402
from evenbeat.nn.step_loop import compile_steps  # noqa: E402

CONFIG = yaml.safe_load((ROOT / "config" / "config.yaml").read_text())
TRAINING = CONFIG["gan"]["models"]["blog"]["training"]
PRECISIONS = ("float32", "bfloat16")

FIRST_STEP = """
import sys
sys.path.insert(0, "workflow/scripts")
from evenbeat.nn import backend
backend.use_threads(1)
import numpy as np
from evenbeat.gan.models import blog
from evenbeat.nn.step_loop import compile_steps
data, training = {{"beat": np.zeros((200, 300), np.float32)}}, {training}
training["precision"] = "{precision}"
built = blog.Model().build(data, training, 0)
compile_steps(blog.Model().make_step(built, data, training, 0))(0, 1)
"""


def name_processor():
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown processor"


def compiled(beats, training, precision):
    """Give the trainer's steps for an untrained GAN."""
    data, training = {"beat": beats}, training | {"precision": precision}
    built = blog.Model().build(data, training, 0)
    return compile_steps(blog.Model().make_step(built, data, training, 0))


def matrix_peak(precision, size=2048):
    """Measure FLOP/s of a large matrix product."""
    a = tf.cast(tf.random.stateless_normal((size, size), (0, 0)), precision)

    def multiply():
        tf.matmul(a, a)[0, 0].numpy()  # waits for the result

    multiply()
    return 2 * size**3 / min(seconds(multiply, 3) for _ in range(5))


def count_flop(training):
    """Count a step's multiplications and additions as direct convolutions do them."""
    per_beat = {}
    for network in (blog.build_generator(0), blog.build_discriminator(300, 0)):
        flop = 0
        for layer in network.layers:
            if isinstance(layer, keras.layers.Conv1DTranspose):
                flop += 2 * int(np.prod(layer.kernel.shape)) * layer.input.shape[1]
            elif isinstance(layer, keras.layers.Conv1D):
                flop += 2 * int(np.prod(layer.kernel.shape)) * layer.output.shape[1]
            elif isinstance(layer, keras.layers.Dense):
                flop += 2 * int(np.prod(layer.kernel.shape))
        per_beat[network.name] = flop
    # Forward, and where something learns behind it, backward to inputs and to weights.
    generator = per_beat["generator"] * (1 + 3)
    discriminator = per_beat["discriminator"] * (2 * 3 + 2)
    return training["batch"] * (generator + discriminator)


def seeds_loop(beats, training):
    """Build the step as the usual Keras GAN loop has it: one `predict`, two `train_on_batch`.

    Without XLA, which Keras would turn on where operations need not repeat bit for bit: slower.
    """
    built, batch = blog.Model().build({"beat": beats}, training, 0), training["batch"]
    generator, discriminator = built.networks["generator"], built.networks["discriminator"]
    options = {"loss": "binary_crossentropy", "jit_compile": False}
    generator.compile(**options)
    discriminator.compile(built.optimizers["discriminator"], **options)
    latent = keras.Input(generator.input_shape[1:])
    discriminator.trainable = False
    both = keras.Model(latent, discriminator(generator(latent)))
    both.compile(built.optimizers["generator"], **options)
    discriminator.trainable = True
    rng = np.random.default_rng(0)

    def draw():
        return rng.normal(size=(batch, *generator.input_shape[1:])).astype(np.float32)

    def step():
        fake = generator.predict(draw(), verbose=0)
        real = beats[rng.integers(len(beats), size=batch), :, None]
        targets = np.repeat(np.float32([training["real_label"], 0]), batch)[:, None]
        discriminator.trainable = True
        discriminator.train_on_batch(np.concatenate([real, fake]), targets)
        discriminator.trainable = False
        both.train_on_batch(draw(), np.ones((batch, 1), np.float32))

    return step


def compare_steps(beats):
    """Print what a step costs each way."""
    ways = {"the seed's loop": seeds_loop(beats, TRAINING)}
    for precision in PRECISIONS:
        run = compiled(beats, TRAINING, precision)
        ways[f"trainer, {precision}"] = lambda run=run: run(0, 1)
    times = time_in_turns(ways)
    flop, first = count_flop(TRAINING), times["the seed's loop"]
    print(f"\na step: {flop / 1e9:.1f} GFLOP as direct convolutions would do it")
    for name, found in times.items():
        ratios = [a / b for a, b in zip(first, found, strict=True)]
        print(
            f"{name:20s} {1e3 * statistics.median(found):6.1f} ms "
            f"({1e3 * min(found):.1f} to {1e3 * max(found):.1f}), "
            f"{flop / statistics.median(found) / 1e9:5.0f} GFLOP/s, ratio "
            f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        )


def watch_memory(beats, precision, steps=10_000, batch=4):
    """Print resident memory over many steps; small ones, since it is their number that counts."""
    training = TRAINING | {"batch": batch}
    run = compiled(beats, training, precision)
    found = []
    for first in range(0, steps, steps // 10):
        for step in range(first, first + steps // 10, STEPS_PER_CALL):
            run(step, STEPS_PER_CALL)
        found.append(psutil.Process().memory_info().rss // 2**20)
    print(
        f"\nresident MiB after each tenth of {steps} steps of {batch} beats, {precision}: {found}"
    )


def time_first_step(precision):
    code = FIRST_STEP.format(training=TRAINING, precision=precision)
    command = [sys.executable, "-c", code]
    times = [seconds(lambda: subprocess.run(command, cwd=ROOT, check=True)) for _ in range(3)]
    print(f"process to first step, {precision}: " + ", ".join(f"{t:.1f} s" for t in times))


def time_classifier(beats):
    settings = CONFIG["classifier"]["kinds"]["cnn"]["network"] | {"steps": 50}
    targets = np.arange(len(beats), dtype=np.int32) % 4
    columns = {"waveform": beats, "template": beats, "rhythm": np.zeros((len(beats), 6))}
    training_set = TrainingSet(
        add_features(columns, 100, 360), targets, np.ones(len(beats), np.float32)
    )
    wide = fit_wide_part(
        training_set.beats["features"], targets, training_set.weight, **settings["wide"]
    )
    found = []
    for _ in range(3):
        model = build_classifier(beats.shape[1], wide, 4, seed=0)
        found.append(
            seconds(lambda model=model: train_classifier(model, training_set, settings, 0, str))
            / 50
        )
    milliseconds = ", ".join(f"{1e3 * t:.1f}" for t in found)
    print(
        f"\nclassifier, 1 of 50 steps of {settings['batch']} beats with tracing: {milliseconds} ms"
    )


if __name__ == "__main__":
    threads, within = (*map(int, sys.argv[1:]), 1, 1)[:2]
    use_threads(threads)
    tf.config.threading.set_intra_op_parallelism_threads(within)
    print(
        f"{name_processor()}, GPUs: {[gpu.name for gpu in tf.config.list_physical_devices('GPU')]}"
    )
    print(f"TensorFlow {tf.__version__}, {threads} threads, {within} for an operation")
    print("units for bfloat16:", has_bfloat16())
    for precision in PRECISIONS:
        print(f"matrix product, {precision}: {matrix_peak(precision) / 1e9:.0f} GFLOP/s")
    beats = np.random.default_rng(0).uniform(-1, 1, (3000, 300)).astype(np.float32)
    compare_steps(beats)
    print()
    for precision in PRECISIONS:
        time_first_step(precision)
    time_classifier(beats)
    for precision in PRECISIONS:
        watch_memory(beats, precision)
