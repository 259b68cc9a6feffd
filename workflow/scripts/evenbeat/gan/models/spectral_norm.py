"""Layers with spectral normalisation (Miyato et al. 2018) and a seed."""

from evenbeat.gan.models.blocks import Named
from evenbeat.nn.backend import layers, tf
from evenbeat.runtime.seeds import derive_seed


class SeededSpectral(layers.SpectralNormalization):
    """Apply spectral normalisation with a random seed, which Keras's own layer does not have.

    Parameters
    ----------
    layer : keras.layers.Layer
    seed : int
        Seed of the first vector of the power iteration.
    **options : object
        Arguments of `keras.layers.SpectralNormalization`.
    """

    def __init__(self, layer, seed, **options):
        super().__init__(layer, **options)
        self.seed = seed

    def build(self, input_shape):
        """Build the layer and draw the first vector of the power iteration.

        Parameters
        ----------
        input_shape : tuple of int
        """
        super().build(input_shape)
        self.vector_u.assign(tf.random.stateless_normal(self.vector_u.shape, (self.seed, 0)))


class SpectralNamed(Named):
    """Make layers with or without spectral normalisation."""

    def spectral(self, layer, *arguments, **options):
        """Make a layer with spectral normalisation.

        Parameters
        ----------
        layer : type
            A class of `keras.layers` with a kernel.
        *arguments : object
        **options : object
            Arguments of its constructor.

        Returns
        -------
        SeededSpectral
        """
        inner = self(layer, *arguments, **options)
        own = derive_seed(self.seed, "vector", self.count)
        return SeededSpectral(inner, own, name=f"spectral_{inner.name}")
