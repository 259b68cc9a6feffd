"""Named features of beats: rhythm, and the shape of the waves compared with the template.

Each feature compares a beat with the usual beats of its record, so that features of different
patients and recorders are comparable.
"""

import numpy as np

from evenbeat.beats.rhythm import RHYTHM

# Start and end of each window, ms from the R peak.
WINDOWS = {"qrs": (-70, 100), "p": (-195, -40), "t": (100, 555), "peak": (-40, 40)}
# Features of each window, by the end of the feature's name.
COMPARISONS = {
    "correlation": "Pearson correlation with the template",
    "size": "natural logarithm of the ratio to the template of the norms about the mean",
    "distance": "natural logarithm of the RMS difference from the template",
}
QRS_SHAPE = {
    "width": "natural logarithm of the QRS width in samples of 1/360 s",
    "width_ratio": "natural logarithm of the ratio of QRS widths, beat to template",
    "slope_ratio": "natural logarithm of the ratio of steepest slopes, beat to template",
    "depth": "lowest value of the QRS complex minus that of the template, scaled lead",
    "height": "value at the R peak minus that of the template, scaled lead",
}
FEATURES = (
    {name: "natural logarithm of a ratio of RR intervals" for name in RHYTHM}
    | {f"{window}_{name}": unit for window in WINDOWS for name, unit in COMPARISONS.items()}
    | QRS_SHAPE
)
FEATURE_NAMES = tuple(FEATURES)

# Keeps logarithms finite in flat windows; smaller than the resolution of a recorder.
LEAST = 1e-3
# Window in which width, slope and depth of the QRS complex are measured, ms from the R peak.
QRS_SEARCH = (-100, 150)


def compute_features(beats, centre, sampling_rate):
    """Compute the features of beats, real or synthetic.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    centre : int
        Sample number of the R peak.
    sampling_rate : float
        Hz.

    Returns
    -------
    ndarray of float32, shape (n, k)
        A column for each of `FEATURE_NAMES`; meaning and unit are in `FEATURES`. A feature of a
        window outside of the beat is zero.

    Notes
    -----
    RR intervals are the rhythm features of de Chazal et al. 2004 (IEEE Trans. Biomed. Eng. 51,
    1196-1206) and, relative to the record, of Llamedo and Martinez 2011 (58, 616-625). Correlation
    with a template goes back to Krasteva and Jekova 2007 (Ann. Biomed. Eng. 35, 2065-2076). The QRS
    width is the standard deviation in time of the squared slope.
    """
    waveform, template = beats["waveform"], beats["template"]
    columns = [beats["rhythm"]]
    for window in WINDOWS.values():
        rows = _find_samples(window, centre, sampling_rate, waveform.shape[1])
        columns.append(compare_windows(waveform[:, rows], template[:, rows]))
    rows = _find_samples(QRS_SEARCH, centre, sampling_rate, waveform.shape[1])
    shape = compare_qrs(waveform[:, rows], template[:, rows], sampling_rate)
    height = waveform[:, centre] - template[:, centre]
    return np.column_stack([*columns, shape, height]).astype(np.float32)


def add_features(beats, centre, sampling_rate):
    """Add the column `features` to a table of beats.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
    centre : int
    sampling_rate : float
        All three as for `compute_features`.

    Returns
    -------
    dict of str to ndarray, each of length n
        A new table.
    """
    return beats | {"features": compute_features(beats, centre, sampling_rate)}


def _find_samples(window, centre, sampling_rate, length):
    first, last = (centre + round(ms * sampling_rate / 1000) for ms in window)
    return slice(max(first, 0), min(max(last + 1, 0), length))


def compare_windows(wave, usual):
    """Compare a window of beats with the same window of their templates.

    Parameters
    ----------
    wave, usual : ndarray of float, shape (n, length)
        The window of beats and of their templates.

    Returns
    -------
    ndarray of float, shape (n, 3)
        In the order of `COMPARISONS`. Zero for windows of fewer than two samples.
    """
    if wave.shape[1] < 2:
        return np.zeros((len(wave), len(COMPARISONS)))
    centred = [x - x.mean(axis=1, keepdims=True) for x in (wave, usual)]
    norms = [np.linalg.norm(x, axis=1) + LEAST for x in centred]
    correlation = np.sum(centred[0] * centred[1], axis=1) / (norms[0] * norms[1])
    distance = np.sqrt(np.mean((wave - usual) ** 2, axis=1))
    return np.column_stack([correlation, np.log(norms[0] / norms[1]), np.log(distance + LEAST)])


def compare_qrs(wave, usual, sampling_rate):
    """Measure the QRS complex of beats and compare it with that of their templates.

    Parameters
    ----------
    wave, usual : ndarray of float, shape (n, length)
        The window of beats and of their templates.
    sampling_rate : float
        Hz.

    Returns
    -------
    ndarray of float, shape (n, 4)
        Width, ratio of widths, ratio of slopes and depth, as in `QRS_SHAPE`. Zero for windows of
        fewer than two samples.
    """
    if wave.shape[1] < 2:
        return np.zeros((len(wave), 4))
    (width, slope), (usual_width, usual_slope) = (_measure_slopes(x) for x in (wave, usual))
    return np.column_stack(
        [
            np.log(width * 360 / sampling_rate + LEAST),
            np.log((width + LEAST) / (usual_width + LEAST)),
            np.log((slope + LEAST) / (usual_slope + LEAST)),
            wave.min(axis=1) - usual.min(axis=1),
        ]
    )


def _measure_slopes(wave):
    """Return the width, in samples, and the steepest slope, per sample."""
    slope = np.gradient(wave, axis=1)
    power = slope**2
    power = power / (power.sum(axis=1, keepdims=True) + LEAST**2)
    time = np.arange(wave.shape[1])
    middle = power @ time
    spread = np.sum(power * (time - middle[:, None]) ** 2, axis=1)
    return np.sqrt(spread), np.abs(slope).max(axis=1)
