"""An example of your own generative model without Keras: a mixture (docs/own_model.md).

`evenbeat.gan.interface.Model` documents the parameters and return values of each method.
"""

import warnings

import numpy as np
from evenbeat.gan.interface import Model as Interface
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture


class Model(Interface):
    """A mixture of normal distributions with diagonal covariance, fitted to the waveforms."""

    LOSS, UNIT = "negative log-likelihood of a beat", "nat"
    LOSSES = ("mixture",)

    def train(self, beats, training, seed, epochs, state=None, report=print):
        """Fit for some epochs of one iteration each; the next stage continues from the state."""
        mixture = GaussianMixture(
            n_components=training["components"],
            covariance_type="diag",
            reg_covar=1e-4,
            random_state=seed % 2**32,
            warm_start=True,
            max_iter=1,
        )
        if state:
            mixture.set_params(
                weights_init=state["weights"],
                means_init=state["means"],
                precisions_init=1 / state["covariances"],
            )
        losses = []
        for epoch in range(epochs):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)  # one iteration is too few
                mixture.fit(beats["waveform"])
            losses.append([-mixture.lower_bound_])
            report(f"epoch {epoch + 1} of {epochs}: mixture {losses[-1][0]:.4f}")
        names = ("weights", "means", "covariances")
        return {name: getattr(mixture, f"{name}_") for name in names}, np.array(losses)

    def sample(self, state, number, seed):
        """Draw a component for each beat, and the beat from it."""
        draws = np.random.default_rng(seed).spawn(2)
        chosen = draws[0].choice(len(state["weights"]), size=number, p=state["weights"])
        noise = draws[1].standard_normal((number, state["means"].shape[1]))
        waveform = state["means"][chosen] + np.sqrt(state["covariances"][chosen]) * noise
        return {"waveform": waveform.astype(np.float32)}
