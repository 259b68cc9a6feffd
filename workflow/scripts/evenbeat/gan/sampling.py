"""Sampling from a generator, and scoring with a discriminator."""

import numpy as np

from evenbeat.gan.core import arrange
from evenbeat.nn.stateless_random import draw_latents, draw_numbers


def sample_beats(generator, number, seed, templates=None, predict=None, batch=1024):
    """Generate beats.

    Parameters
    ----------
    generator : keras.Model
    number : int
    seed : int
        The first k beats are the same for every `number`.
    templates : ndarray of float32, shape (patients, length), optional
        For a generator with a template input. For each beat, one is drawn uniformly.
    predict : callable, optional
        Takes the generator's inputs and returns its outputs; by default, the generator itself.
    batch : int
        Number of beats at a time.

    Returns
    -------
    dict of str to ndarray
        `beat`, float32, shape (number, length), at the scale of the generator; `rhythm`, float32,
        shape (number, 6), if the generator makes it; `patient`, int32, shape (number,), the row of
        the template, if there are templates.
    """
    predict = predict or generator.predict_on_batch
    latent_shape = next(x.shape[1:] for x in generator.inputs if x.name == "latent")
    generated = []
    for first in range(0, max(number, 1), batch):
        inputs = {"latent": draw_latents(seed, "sample", first, (batch, *latent_shape))}
        drawn = {}
        if templates is not None:
            drawn["patient"] = draw_numbers(seed, "patient", first, batch, len(templates)).numpy()
            inputs["template"] = templates[drawn["patient"]]
        outputs = predict(arrange(generator, inputs))
        outputs = outputs if isinstance(outputs, dict) else {"beat": outputs}
        generated.append({name: np.asarray(x) for name, x in outputs.items()} | drawn)
    beats = {
        name: np.concatenate([part[name] for part in generated])[:number] for name in generated[0]
    }
    return beats | {"beat": beats["beat"].reshape(number, beats["beat"].shape[1])}


def discriminate_beats(discriminator, inputs, batch=1024):
    """Compute how real beats look to a discriminator.

    Parameters
    ----------
    discriminator : keras.Model
    inputs : dict of str to ndarray, each of length n
        `beat`, at the scale of the GAN, and the other inputs of the discriminator.
    batch : int
        Number of beats at a time.

    Returns
    -------
    ndarray of float32, shape (n,)
        Scores at the scale of the model; higher for beats that look more real.
    """
    wanted = arrange(discriminator, inputs)
    return discriminator.predict(wanted, batch_size=batch, verbose=0)[:, 0]
