"""Synthetic beats without a network: jitter, transplanting to other records, Gaussian mixture."""

import numpy as np
from scipy.ndimage import map_coordinates
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture

from evenbeat.beats.patient_weights import weigh_patients
from evenbeat.beats.table import join_features, part_features
from evenbeat.runtime.errors import InputError

# Roughly the variation among beats of one patient and class.
GAIN_SD = 0.1
NOISE_SD = 0.01
WARP_SD = 0.05
RHYTHM_SD = 0.03
WAVES = ("waveform", "template")


def warp_time(waveform, factor, centre):
    """Stretch or compress beats in time about one sample.

    Parameters
    ----------
    waveform : ndarray of float, shape (n, length)
    factor : ndarray of float, shape (n,)
        Above 1 stretches, below 1 compresses.
    centre : int
        Number of the sample that keeps its place: the R peak.

    Returns
    -------
    ndarray of float, shape (n, length)
        By linear interpolation. Beyond the ends the first or last sample is repeated.

    Examples
    --------
    >>> import numpy as np
    >>> warp_time(np.array([[0.0, 1.0, 4.0, 1.0, 0.0]]), np.array([2.0]), centre=2).tolist()
    [[1.0, 2.5, 4.0, 2.5, 1.0]]
    """
    number, length = waveform.shape
    places = centre + (np.arange(length) - centre) / factor[:, None]
    rows = np.broadcast_to(np.arange(number)[:, None], places.shape)
    return map_coordinates(waveform, [rows, places], order=1, mode="nearest")


def jitter_beats(beats, number, centre, seed):
    """Draw real beats at random and jitter gain, duration, noise and rhythm.

    Parameters
    ----------
    beats : dict of str to ndarray of float, each of length n
        Real beats of a class: columns waveform, template and rhythm.
    number : int
        Number of beats to generate.
    centre : int
        Sample number of the R peak.
    seed : int

    Returns
    -------
    dict of str to ndarray of float32, each of length `number`
        The same columns. Gain and duration change waveform and template together, as between
        patients. The rhythm features stay consistent with each other.
    """
    rng = np.random.default_rng(seed)
    rows = rng.integers(len(beats["rhythm"]), size=number)
    factor = np.exp(rng.normal(0, WARP_SD, number))
    gain = np.exp(rng.normal(0, GAIN_SD, (number, 1)))
    generated = {name: gain * warp_time(beats[name][rows], factor, centre) for name in WAVES}
    generated["waveform"] += rng.normal(0, NOISE_SD, generated["waveform"].shape)
    before, after = rng.normal(0, RHYTHM_SD, (2, number))
    moved = np.stack([before, after, before, after, before - after, before], axis=1)
    generated["rhythm"] = beats["rhythm"][rows] + moved
    return {name: column.astype(np.float32) for name, column in generated.items()}


def draw_transplants(records, targets, number, seed):
    """Draw real beats, and the record to which each of them is moved.

    Parameters
    ----------
    records : ndarray of int, shape (n,)
        The record of each real beat of a class.
    targets : int
        Number of records to which beats may be moved.
    number : int
        Number of beats to draw.
    seed : int

    Returns
    -------
    rows : ndarray of int, shape (number,)
        Rows of the real beats, drawn with replacement. A record counts as the square root of its
        number of beats.
    target : ndarray of int, shape (number,)
        From 0 to `targets` - 1, drawn uniformly.
    """
    rng = np.random.default_rng(seed)
    rows = rng.choice(len(records), number, p=weigh_patients(records))
    return rows, rng.integers(targets, size=number)


def transplant_beats(beats, templates, number, seed):
    """Draw real beats at random and move each of them to another record.

    The difference between a beat and the template of its own record is added to the template of a
    record drawn at random. The rhythm stays, because it is already relative to the record.

    Parameters
    ----------
    beats : dict of str to ndarray of float, each of length n
        Real beats of a class: columns waveform, template and rhythm.
    templates : ndarray of float, shape (r, length)
        The template of each training record.
    number : int
        Number of beats to generate.
    seed : int

    Returns
    -------
    dict of str to ndarray of float32, each of length `number`
        The same columns.

    Notes
    -----
    `draw_transplants` makes the draws. With `beats.reference: trailing` a record has many
    templates, and each of them counts as a record. The model `transfer` draws in the same way, by
    patient instead of record.
    """
    _, record = np.unique(beats["template"], axis=0, return_inverse=True)
    rows, target = draw_transplants(record, len(templates), number, seed)
    change = beats["waveform"][rows] - beats["template"][rows]
    waveform = templates[target] + change
    return {"waveform": waveform, "template": templates[target], "rhythm": beats["rhythm"][rows]}


def sample_mixture(beats, number, components, seed):
    """Fit a Gaussian mixture to the beats of a class and sample from it.

    Parameters
    ----------
    beats : dict of str to ndarray of float, each of length n
        Real beats of a class: columns waveform, template and rhythm.
    number : int
        Number of beats to generate.
    components : int
        Number of Gaussians.
    seed : int

    Returns
    -------
    dict of str to ndarray of float32, each of length `number`
        The same columns.

    Raises
    ------
    InputError
        If there are fewer than ten beats.

    Notes
    -----
    The mixture is fitted to the principal components of waveform, template and rhythm that explain
    99% of the variance. Their number, and that of the Gaussians, is at most a tenth of the beats.
    """
    most = len(beats["rhythm"]) // 10
    if not most:
        raise InputError(
            f"a Gaussian mixture needs ten training beats of the class, but there are "
            f"{len(beats['rhythm'])}: remove the arm or the class from the configuration"
        )
    waveform, rhythm = beats["waveform"], beats["rhythm"]
    # Scaled to the total variance of the waveform, so that the rhythm has the same weight.
    spread = np.sqrt(waveform.var(axis=0).sum() / max(rhythm.var(axis=0).sum(), 1e-12))
    joined = join_features(beats | {"rhythm": spread * rhythm}).astype(float)
    projection = PCA(0.99, svd_solver="full").fit(joined)
    if projection.n_components_ > most:
        projection = PCA(most, svd_solver="full").fit(joined)
    mixture = GaussianMixture(min(components, most), reg_covar=1e-4, random_state=seed)
    drawn, _ = mixture.fit(projection.transform(joined)).sample(number)
    generated = part_features(projection.inverse_transform(drawn), beats)
    return generated | {"rhythm": (generated["rhythm"] / spread).astype(np.float32)}
