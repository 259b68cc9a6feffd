"""Beats of an array in the columns that a generative model needs for training."""

import numpy as np

from evenbeat.beats.rhythm import rhythm_features
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed

LOCAL_RR_INTERVALS = 10


class TrainingBeats:
    """Real beats, centred and scaled for a model.

    Parameters
    ----------
    beats : evenbeat.samplers.columns.Beats
    sampling_rate : float
        Hz.
    seed : int
        Random seed of the rhythm.
    """

    def __init__(self, beats, sampling_rate, seed):
        self.beats = beats
        self._sampling_rate = sampling_rate
        # As in the workflow: the baseline is at 0, the peak of most beats at 1 or -1.
        self._centre = np.median(beats.waveform)
        self._scale = np.median(np.abs(beats.waveform - self._centre).max(axis=1)) or 1.0
        self._templates = self._bring(beats.find_templates())
        self._rhythm = draw_rhythm(len(beats.waveform), seed)

    def select(self, rows, labels):
        """Select the columns of some beats.

        Parameters
        ----------
        rows : ndarray of int, shape (n,)
        labels : ndarray of str, shape (n,)

        Returns
        -------
        dict
            The argument `beats` of `evenbeat.gan.interface.Model.train`. The patients' names are
            their numbers in `beats`.
        """
        patient = self.beats.patient[rows]
        return {
            "waveform": self._bring(self.beats.waveform[rows]),
            "template": self._templates[patient],
            "rhythm": self._rhythm[rows],
            "label": labels,
            "patient": patient.astype(str),
            "sampling_rate": self._sampling_rate,
        }

    def restore(self, waveform):
        """Convert generated beats back to the unit of the real beats.

        Parameters
        ----------
        waveform : ndarray of float, shape (k, length)

        Returns
        -------
        ndarray of float, shape (k, length)
        """
        restored = waveform * self._scale + self._centre
        return restored.astype(self.beats.waveform.dtype)

    def find_patients(self, names):
        """Find the patients for whom beats were generated.

        Parameters
        ----------
        names : ndarray of str, shape (k,)
            Names as `select` gives them to the model.

        Returns
        -------
        ndarray of int, shape (k,)
            Their numbers in `beats`.

        Raises
        ------
        InputError
            If the model was given no patient of such a name.
        """
        known = np.arange(len(self.beats.patients)).astype(str)
        if (wrong := names[~np.isin(names, known)]).size:
            raise InputError(
                f"the model makes beats for the patient {str(wrong[0])!r} in the column patient; "
                f"expected one of the names in the training beats, '0' to {str(known[-1])!r}. "
                "Correct its method sample."
            )
        return names.astype(int)

    def _bring(self, waveform):
        return ((waveform - self._centre) / self._scale).astype(np.float32)


def draw_rhythm(number, seed):
    """Draw the rhythm of beats without rhythm.

    The models also generate rhythm, and a discriminator would recognise a constant rhythm.

    Parameters
    ----------
    number : int
    seed : int

    Returns
    -------
    ndarray of float32, shape (number, 6)
        Features of a regular rhythm of 60 beats per minute, with a standard deviation of 10%.
    """
    rng = np.random.default_rng(derive_seed(seed, "rhythm"))
    samples = np.cumsum(1000 * np.exp(rng.normal(0, 0.1, number))).astype(int)
    usual = np.full(number, 1000.0)
    return rhythm_features(samples, usual, usual, LOCAL_RR_INTERVALS).astype(np.float32)
