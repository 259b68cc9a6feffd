"""One simulated patient's heart: the waves of each kind of beat."""

from dataclasses import dataclass, replace

import numpy as np

from evenbeat.simulation.waves import LEAD_DIRECTIONS, NO_WAVES, Beat, centred, scaled, shifted


@dataclass(frozen=True, eq=False)
class Anatomy:
    """The beats and waves that one patient's heart can produce.

    Attributes
    ----------
    sinus : Beat
        The conducted beat, with bundle branch block if the patient has one.
    ectopic_p : ndarray of float, shape (k, 6)
        P wave of the patient's atrial focus.
    ventricular : Beat
        The beat of the patient's ventricular focus.
    paced : Beat
        The beat of an electrode in the apex of the right ventricle.
    blocked : Beat or None
        The sinus beat while one bundle does not conduct; None until `with_block` sets it.
    fused : tuple of float
        Range of the part of the muscle that the conducted impulse activates in a fusion beat.
    """

    sinus: Beat
    ectopic_p: np.ndarray
    ventricular: Beat
    paced: Beat
    blocked: Beat | None = None
    fused: tuple = (0.35, 0.65)


def _individual(rng, textbook, spread):
    """Draw one person's version of textbook waves; `spread` is its relative deviation."""
    waves = np.array(textbook)
    waves[:, 1:3] *= np.exp(0.5 * spread * rng.standard_normal((len(waves), 1)))
    length = np.linalg.norm(waves[:, 3:], axis=1, keepdims=True)
    waves[:, 3:] += spread * length * rng.standard_normal((len(waves), 3)) / np.sqrt(3)
    return scaled(waves, np.exp(spread * rng.standard_normal()))


def _turned(waves, frontal, horizontal):
    """Rotate waves, shape (k, 6), by two angles (rad) of the heart in the chest."""
    cosine, sine = np.cos(frontal), np.sin(frontal)
    in_frontal_plane = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    cosine, sine = np.cos(horizontal), np.sin(horizontal)
    in_horizontal_plane = np.array([[cosine, 0, -sine], [0, 1, 0], [sine, 0, cosine]])
    return np.hstack([waves[:, :3], waves[:, 3:] @ (in_frontal_plane @ in_horizontal_plane).T])


def _sinus_p(rng):
    # The impulse activates the right atrium, in front, before the left atrium, behind it. So the P
    # wave is upright in lead II. In V1, it is first positive, then negative.
    textbook = [
        (-0.170, 0.018, 0.018, 0.03, 0.10, 0.06),
        (-0.142, 0.020, 0.020, 0.06, 0.08, -0.04),
    ]
    return shifted(_individual(rng, textbook, 0.15), rng.uniform(-0.025, 0.010))


def _ectopic_p(rng, sinus_p):
    # A low atrial focus activates the atria upwards: inverted P wave, shorter PR interval. A high
    # lateral focus gives a narrow, pointed P wave.
    if rng.random() < 0.6:
        return shifted(scaled(sinus_p, -rng.uniform(0.7, 1.1)), rng.uniform(0.015, 0.030))
    pointed = _individual(rng, [(-0.155, 0.013, 0.013, 0.02, 0.22, 0.10)], 0.15)
    return shifted(pointed, rng.uniform(-0.015, 0.005))


def _normal_ventricles(rng, qt):
    # Rows: septum (q in II, r in V1); free wall of the left ventricle (R, and S in V1); base (s).
    qrs = [
        (-0.030, 0.008, 0.008, -0.14, -0.05, 0.17),
        (0.000, 0.011, 0.011, 0.75, 0.85, -0.60),
        (0.027, 0.010, 0.011, -0.16, -0.24, -0.15),
    ]
    recovery = [
        (0.140 * qt, 0.040 * qt, 0.050 * qt, 0.01, 0.01, 0.03),
        (0.285 * qt, 0.052 * qt, 0.034 * qt, 0.20, 0.24, 0.18),
    ]
    return _individual(rng, qrs, 0.18), _individual(rng, recovery, 0.22)


def _left_bundle_branch_block(rng, qt):
    # No septal q; broad, notched R in II and V5; deep QS in V1; ST and T opposite to QRS; at least
    # 120 ms. Source, also for the right bundle: Surawicz et al. 2009,
    # doi:10.1161/CIRCULATIONAHA.108.191095.
    qrs = [
        (-0.049, 0.011, 0.011, 0.05, 0.07, 0.04),
        (-0.026, 0.017, 0.022, 0.42, 0.40, -0.45),
        (0.028, 0.023, 0.018, 0.75, 0.66, -0.85),
    ]
    recovery = [
        (0.115, 0.030, 0.070 * qt, -0.09, -0.08, 0.12),
        (0.310 * qt, 0.065 * qt, 0.040 * qt, -0.30, -0.20, 0.30),
    ]
    return _individual(rng, qrs, 0.10), _individual(rng, recovery, 0.12)


def _right_bundle_branch_block(rng, qt):
    # The left ventricle is activated normally. The right one is activated late and slowly, to the
    # right and to the front: rSR' and inverted T in V1; broad s in II and V5.
    qrs = [
        (-0.030, 0.009, 0.009, -0.14, -0.05, 0.18),
        (0.000, 0.012, 0.012, 0.72, 0.85, -0.30),
        (0.056, 0.018, 0.020, -0.42, -0.16, 0.62),
    ]
    recovery = [
        (0.150, 0.040, 0.050 * qt, 0.02, 0.01, -0.05),
        (0.300 * qt, 0.055 * qt, 0.036 * qt, 0.22, 0.20, -0.18),
    ]
    return _individual(rng, qrs, 0.12), _individual(rng, recovery, 0.12)


_CONDUCTED = {
    "normal": _normal_ventricles,
    "left_bundle_branch_block": _left_bundle_branch_block,
    "right_bundle_branch_block": _right_bundle_branch_block,
    "paced": _normal_ventricles,
}


def _from_ventricle(rng, vector, qt):
    """Draw a beat that spreads along `vector` (mV) through muscle instead of the bundles."""
    # The QRS complex is wider than 120 ms, and ST and T are opposite to it (Goldberger's Clinical
    # Electrocardiography, 9th edition, chapter 16).
    timing = np.array([[-0.040, 0.017, 0.020], [0.0, 0.025, 0.025], [0.058, 0.020, 0.024]])
    along = np.outer([0.30, 1.0, rng.uniform(-0.40, -0.05)], vector)
    qrs = np.hstack([rng.uniform(0.95, 1.15) * timing, along])
    timing = np.array([[0.155, 0.040, 0.050], [0.320 * qt, 0.065 * qt, 0.045 * qt]])
    against = np.outer([-0.10, rng.uniform(-0.40, -0.28)], vector)
    recovery = np.hstack([timing, against])
    return Beat(NO_WAVES, _individual(rng, qrs, 0.12), _individual(rng, recovery, 0.12), NO_WAVES)


def _ventricular(rng, qt):
    # From a focus in the outflow tracts, activation spreads downwards (upright in lead II). From a
    # focus in the lower wall, it spreads upwards. From the left ventricle, it spreads towards V1.
    # From the right ventricle, it spreads away from V1.
    outflow, left = rng.random(2) < (0.7, 0.5)
    angle = np.deg2rad((55 if outflow else -125) + rng.uniform(-25, 25))
    across, down = rng.uniform(1.3, 2.0) * np.array([np.cos(angle), np.sin(angle)])
    in_v1 = rng.uniform(0.7, 1.5) * (1 if left else -1)
    to_left, _, to_front = LEAD_DIRECTIONS["V1"]
    return _from_ventricle(rng, [across, down, (in_v1 - to_left * across) / to_front], qt)


def _paced(rng, qt):
    # Activation spreads from the apex of the right ventricle upwards and backwards. So the QRS
    # complex is negative in leads II and V1.
    angle = np.deg2rad(-75 + rng.uniform(-12, 12))
    across, down = rng.uniform(1.2, 1.7) * np.array([np.cos(angle), np.sin(angle)])
    beat = _from_ventricle(rng, [across, down, -rng.uniform(0.5, 0.9)], qt)
    # A pulse of 2 ms, after the recorder's pass band of 0.1-100 Hz.
    return replace(beat, spike=_individual(rng, [(-0.095, 0.0016, 0.0016, 0.25, -0.95, 0.35)], 0.1))


def draw_anatomy(rng, heart_rate, conduction, focus=1, fused=(0.35, 0.65)):
    """Draw one patient's heart.

    Parameters
    ----------
    rng : numpy.random.Generator
    heart_rate : float
        Mean rate in beats per minute. The QT interval is proportional to the square root of the
        mean RR interval (Bazett). It does not follow single RR intervals, because it adapts over
        minutes.
    conduction : str
        `normal`, `left_bundle_branch_block`, `right_bundle_branch_block` or `paced`.
    focus : float
        Distance of the atrial focus from the sinus node, 0 to 1. The ectopic P wave has this share
        of the focus's P wave; the rest is the sinus P wave.
    fused : tuple of float
        As in `Anatomy`.

    Returns
    -------
    Anatomy
        The patient's beats, each with its dominant deflection in lead II at time 0.
    """
    qt = np.sqrt(60.0 / heart_rate)
    frontal, horizontal = np.deg2rad([rng.uniform(-20, 20), rng.uniform(-15, 15)])
    p = _sinus_p(rng)
    ectopic_p = _ectopic_p(rng, p)
    parts = (p, *_CONDUCTED[conduction](rng, qt), NO_WAVES)
    sinus = centred(Beat(*(_turned(part, frontal, horizontal) for part in parts)))
    ectopic_p = _turned(ectopic_p, frontal, horizontal)
    # The sinus P wave is that of `sinus`, because centring the beat has shifted it.
    ectopic_p = np.vstack([scaled(sinus.p, 1 - focus), scaled(ectopic_p, focus)])
    ventricular, paced = centred(_ventricular(rng, qt)), centred(_paced(rng, qt))
    return Anatomy(sinus, ectopic_p, ventricular, paced, fused=tuple(fused))


def with_block(rng, anatomy, heart_rate, bundle, focus=1):
    """Add the beat with one bundle blocked, and move the ventricular focus towards the bundles.

    Parameters
    ----------
    rng : numpy.random.Generator
    anatomy : Anatomy
    heart_rate : float
        As for `draw_anatomy`.
    bundle : str or None
        The bundle that is blocked at times, `left` or `right`. None if the conduction is not
        normal; then `blocked` is the sinus beat.
    focus : float
        Distance of the ventricular focus from the bundles, 0 to 1. Near 0, its impulse spreads
        through a bundle, and its beat resembles bundle branch block.

    Returns
    -------
    Anatomy
    """
    blocked = anatomy.sinus
    if bundle:
        waves = _CONDUCTED[f"{bundle}_bundle_branch_block"](rng, np.sqrt(60.0 / heart_rate))
        blocked = centred(Beat(anatomy.sinus.p, *waves, NO_WAVES))
    return replace(anatomy, blocked=blocked, ventricular=_between(anatomy, blocked, focus))


def _between(anatomy, blocked, focus):
    far = anatomy.ventricular
    parts = (
        np.vstack([scaled(near, 1 - focus), scaled(muscle, focus)])
        for near, muscle in ((blocked.qrs, far.qrs), (blocked.recovery, far.recovery))
    )
    return centred(Beat(NO_WAVES, *parts, NO_WAVES))
