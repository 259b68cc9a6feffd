"""Synthetic beats without a network: real ones changed or moved, and Gaussian mixtures.

All functions take a rare class's real beats, with all that a classifier sees of them, and give as
many new ones as are wanted.
"""

import numpy as np
from scipy.ndimage import map_coordinates
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture

from evenbeat.beat_table import join_features, part_features
from evenbeat.errors import InputError
from evenbeat.owners import weigh_patients

# As much as beats of one patient and class differ among each other, about.
GAIN_SD = 0.1
NOISE_SD = 0.01
WARP_SD = 0.05
RHYTHM_SD = 0.03
# The columns that are waveforms.
WAVES = ("waveform", "template")


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


def jitter_beats(beats, number, centre, seed):
    """Repeat beats at random, each with another gain, tempo, noise and a little other timing.

    Parameters
    ----------
    beats : dict of str to ndarray of float, each of length n
        Columns waveform, template and rhythm.
    number : int
    centre : int
        Sample of the R peak.
    seed : int

    Returns
    -------
    dict of str to ndarray of float32, each of length `number`
        Those columns. Gain and tempo are another patient's, and change the template alike. The
        rhythm's parts stay consistent: the interval before over the one after is what the two say.
    """
    rng = np.random.default_rng(seed)
    rows = rng.integers(len(beats["rhythm"]), size=number)
    factor = np.exp(rng.normal(0, WARP_SD, number))
    gain = np.exp(rng.normal(0, GAIN_SD, (number, 1)))
    made = {name: gain * warp_time(beats[name][rows], factor, centre) for name in WAVES}
    made["waveform"] += rng.normal(0, NOISE_SD, made["waveform"].shape)
    before, after = rng.normal(0, RHYTHM_SD, (2, number))
    moved = np.stack([before, after, before - after, before], axis=1)
    made["rhythm"] = beats["rhythm"][rows] + moved
    return {name: column.astype(np.float32) for name, column in made.items()}


def transplant_beats(beats, templates, number, seed):
    """Repeat beats at random, each as the patient of another record would have it.

    What sets a beat apart from its own record's template is added to that of a record drawn at
    random; the rhythm, which is relative to its record as it is, stays. Sources and targets are
    drawn as for the model `transfer`, but by record in place of patient.

    Parameters
    ----------
    beats : dict of str to ndarray of float, each of length n
        Columns waveform, template and rhythm.
    templates : ndarray of float, shape (r, length)
        Of all training records, one each.
    number : int
    seed : int

    Returns
    -------
    dict of str to ndarray of float32, each of length `number`
        Those columns. Targets are drawn alike; of the sources a record counts by the root of its
        number of beats.
    """
    rng = np.random.default_rng(seed)
    _, record = np.unique(beats["template"], axis=0, return_inverse=True)
    rows = rng.choice(len(record), number, p=weigh_patients(record))
    template = templates[rng.integers(len(templates), size=number)]
    change = beats["waveform"][rows] - beats["template"][rows]
    return {"waveform": template + change, "template": template, "rhythm": beats["rhythm"][rows]}


def sample_mixture(beats, number, components, seed):
    """Fit a Gaussian mixture to a class and sample from it.

    It is fitted to the principal components of waveform, template and rhythm that hold 99% of the
    variance; their number, and that of the Gaussians, is at most a tenth of the beats.

    Parameters
    ----------
    beats : dict of str to ndarray of float, each of length n
        Columns waveform, template and rhythm.
    number : int
    components : int
        Gaussians.
    seed : int

    Returns
    -------
    dict of str to ndarray of float32, each of length `number`
        Those columns.

    Raises
    ------
    InputError
        If there are fewer than ten beats.
    """
    most = len(beats["rhythm"]) // 10
    if not most:
        raise InputError(
            f"a Gaussian mixture needs ten beats of a class, and one has {len(beats['rhythm'])} in "
            "training: take the arm or the class out of the configuration"
        )
    waveform, rhythm = beats["waveform"], beats["rhythm"]
    # A unit of rhythm weighs as much as it does to the whole of a waveform.
    spread = np.sqrt(waveform.var(axis=0).sum() / max(rhythm.var(axis=0).sum(), 1e-12))
    joined = join_features(beats | {"rhythm": spread * rhythm}).astype(float)
    projection = PCA(n_components=min(most, *joined.shape), svd_solver="full").fit(joined)
    kept = 1 + np.searchsorted(np.cumsum(projection.explained_variance_ratio_), 0.99)
    scores = projection.transform(joined)[:, :kept]
    mixture = GaussianMixture(min(components, most), reg_covar=1e-4, random_state=seed).fit(scores)
    drawn, _ = mixture.sample(number)
    made = part_features(drawn @ projection.components_[:kept] + projection.mean_, beats)
    return made | {"rhythm": (made["rhythm"] / spread).astype(np.float32)}
