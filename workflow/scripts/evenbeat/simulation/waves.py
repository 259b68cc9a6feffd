"""The waves of a simulated heartbeat, and their signals in each lead.

Every deflection (P, Q, R, S, ST, T, pacing spike) is one asymmetric Gaussian function of time. The
idea is from McSharry et al. 2003, doi:10.1109/TBME.2003.808805. The height of a wave is a vector in
space, the electrical dipole of the heart. Each lead records the component in its own direction. So
all leads are consistent with one heart, and a rotation of the heart changes all of them.

An array of waves has shape (k, 6), one row per wave: the centre (s, relative to the dominant
deflection of the QRS complex), rise and fall (s, standard deviations before and after the centre),
and the vector (mV) towards left, foot and front.
"""

from dataclasses import dataclass

import numpy as np

# Direction of each lead towards left, foot and front. The limb leads lie in the frontal plane (II
# at +60 degrees). The chest leads go from the right front (V1) to the left (V6).
LEAD_DIRECTIONS = {
    "I": (1.00, 0.00, 0.00),
    "II": (0.50, 0.87, 0.00),
    "III": (-0.50, 0.87, 0.00),
    "aVR": (-0.87, -0.50, 0.00),
    "aVL": (0.87, -0.50, 0.00),
    "aVF": (0.00, 1.00, 0.00),
    "V1": (-0.45, 0.00, 0.89),
    "V2": (-0.10, 0.05, 0.99),
    "V3": (0.35, 0.10, 0.93),
    "V4": (0.75, 0.15, 0.64),
    "V5": (0.95, 0.15, 0.25),
    "V6": (0.99, 0.12, -0.05),
}

# Beats are annotated at their dominant deflection in this lead.
REFERENCE_LEAD = "II"

NO_WAVES = np.empty((0, 6))


@dataclass(frozen=True, eq=False)
class Beat:
    """The waves of one heartbeat.

    Attributes
    ----------
    p, qrs, recovery, spike : ndarray of float, shape (k, 6)
        Waves of the atria, of the ventricles' activation, of their recovery (ST and T) and of the
        pacemaker. A part that the beat lacks has no rows.
    """

    p: np.ndarray
    qrs: np.ndarray
    recovery: np.ndarray
    spike: np.ndarray

    def waves(self):
        """Return all waves of the beat.

        Returns
        -------
        ndarray of float, shape (k, 6)
        """
        return np.vstack([self.p, self.qrs, self.recovery, self.spike])


def project(waves, leads, time):
    """Compute the signals of waves in leads.

    Parameters
    ----------
    waves : ndarray of float, shape (k, 6)
    leads : sequence of str
        Names from `LEAD_DIRECTIONS`.
    time : ndarray of float, shape (n,)
        s, relative to the dominant deflection.

    Returns
    -------
    ndarray of float, shape (n, len(leads))
        mV.
    """
    lag = time[:, None] - waves[:, 0]
    width = np.where(lag < 0, waves[:, 1], waves[:, 2])
    directions = np.array([LEAD_DIRECTIONS[lead] for lead in leads])
    return np.exp(-0.5 * (lag / width) ** 2) @ (waves[:, 3:] @ directions.T)


def scaled(waves, gain):
    """Scale the vectors of waves.

    Parameters
    ----------
    waves : ndarray of float, shape (k, 6)
    gain : float

    Returns
    -------
    ndarray of float, shape (k, 6)
    """
    return waves * np.array([1, 1, 1, gain, gain, gain])


def shifted(waves, seconds):
    """Shift waves in time.

    Parameters
    ----------
    waves : ndarray of float, shape (k, 6)
    seconds : float
        Later if positive.

    Returns
    -------
    ndarray of float, shape (k, 6)
    """
    return waves + np.array([seconds, 0, 0, 0, 0, 0])


def stretched(waves, factor):
    """Stretch waves in time about time 0.

    Parameters
    ----------
    waves : ndarray of float, shape (k, 6)
    factor : float

    Returns
    -------
    ndarray of float, shape (k, 6)
    """
    return waves * np.array([factor, factor, factor, 1, 1, 1])


def centred(beat):
    """Shift a beat so that the dominant deflection of its QRS complex in lead II is at time 0.

    Parameters
    ----------
    beat : Beat

    Returns
    -------
    Beat
    """
    grid = np.arange(-0.15, 0.15, 0.001)
    peak = grid[np.argmax(np.abs(project(beat.qrs, [REFERENCE_LEAD], grid)))]
    return Beat(*(shifted(part, -peak) for part in (beat.p, beat.qrs, beat.recovery, beat.spike)))
