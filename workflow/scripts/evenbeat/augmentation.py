"""Synthetic beats without a network: real ones that are changed a little, and Gaussian mixtures.

All functions take a rare class's real beats, with waveform and rhythm together, and give as many
new ones as are wanted.
"""

import numpy as np
from scipy.ndimage import map_coordinates
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture

from evenbeat.errors import InputError

# As much as beats of one patient and class differ among each other, about.
GAIN_SD = 0.1
NOISE_SD = 0.01
WARP_SD = 0.05
RHYTHM_SD = 0.03


def warp_time(waveform, factor, centre):
    """Stretch beats about one of their samples.

    Parameters
    ----------
    waveform : ndarray of float, shape (n, length)
    factor : ndarray of float, shape (n,)
        Above 1 lengthens.
    centre : int
        The sample that stays in its place: the R peak.

    Returns
    -------
    ndarray of float, shape (n, length)
        Linearly interpolated; beyond the ends the last sample is repeated.

    Examples
    --------
    >>> warp_time(np.array([[0.0, 1.0, 4.0, 1.0, 0.0]]), np.array([2.0]), centre=2).tolist()
    [[1.0, 2.5, 4.0, 2.5, 1.0]]
    """
    number, length = waveform.shape
    places = centre + (np.arange(length) - centre) / factor[:, None]
    rows = np.broadcast_to(np.arange(number)[:, None], places.shape)
    return map_coordinates(waveform, [rows, places], order=1, mode="nearest")


def jitter_beats(waveform, rhythm, number, centre, seed):
    """Repeat beats at random, each with another gain, tempo, noise and a little other timing.

    Parameters
    ----------
    waveform : ndarray of float, shape (n, length)
    rhythm : ndarray of float, shape (n, 4)
    number : int
    centre : int
        Sample of the R peak.
    seed : int

    Returns
    -------
    waveform : ndarray of float32, shape (number, length)
    rhythm : ndarray of float32, shape (number, 4)
        Its parts stay consistent: the interval before over the one after is what the two say.
    """
    rng = np.random.default_rng(seed)
    rows = rng.integers(len(waveform), size=number)
    warped = warp_time(waveform[rows], np.exp(rng.normal(0, WARP_SD, number)), centre)
    gain = np.exp(rng.normal(0, GAIN_SD, (number, 1)))
    made = gain * warped + rng.normal(0, NOISE_SD, warped.shape)
    before, after = rng.normal(0, RHYTHM_SD, (2, number))
    moved = rhythm[rows] + np.stack([before, after, before - after, before], axis=1)
    return made.astype(np.float32), moved.astype(np.float32)


def sample_mixture(waveform, rhythm, number, components, seed):
    """Fit a Gaussian mixture to a class and sample from it.

    It is fitted to the principal components of waveform and rhythm that hold 99% of the variance;
    their number, and that of the Gaussians, is at most a tenth of the beats.

    Parameters
    ----------
    waveform : ndarray of float, shape (n, length)
    rhythm : ndarray of float, shape (n, 4)
    number : int
    components : int
        Gaussians.
    seed : int

    Returns
    -------
    waveform : ndarray of float32, shape (number, length)
    rhythm : ndarray of float32, shape (number, 4)

    Raises
    ------
    InputError
        If there are fewer than ten beats.
    """
    most = len(waveform) // 10
    if not most:
        raise InputError(
            f"a Gaussian mixture needs ten beats of a class, and one has {len(waveform)} in "
            "training: take the arm or the class out of the configuration"
        )
    # A unit of rhythm weighs as much as it does to the whole of a waveform.
    spread = np.sqrt(waveform.var(axis=0).sum() / max(rhythm.var(axis=0).sum(), 1e-12))
    beats = np.hstack([waveform, spread * rhythm]).astype(float)
    projection = PCA(n_components=min(most, *beats.shape), svd_solver="full").fit(beats)
    kept = 1 + np.searchsorted(np.cumsum(projection.explained_variance_ratio_), 0.99)
    scores = projection.transform(beats)[:, :kept]
    mixture = GaussianMixture(min(components, most), reg_covar=1e-4, random_state=seed).fit(scores)
    drawn, _ = mixture.sample(number)
    made = drawn @ projection.components_[:kept] + projection.mean_
    length = waveform.shape[1]
    made[:, length:] /= spread
    return made[:, :length].astype(np.float32), made[:, length:].astype(np.float32)
