"""The waveform of one simulated heartbeat, by kind of beat."""

from dataclasses import replace

import numpy as np

from evenbeat.simulation.waves import Beat, centred, scaled, shifted, stretched


def sinus_beat(rng, anatomy):
    """Draw a conducted beat of the patient's own rhythm (N, L, R).

    Parameters
    ----------
    rng : numpy.random.Generator
    anatomy : Anatomy

    Returns
    -------
    Beat
    """
    return anatomy.sinus


def atrial_beat(rng, anatomy):
    """Draw an atrial premature beat (A), with another P wave and the usual QRS complex.

    Parameters
    ----------
    rng : numpy.random.Generator
    anatomy : Anatomy

    Returns
    -------
    Beat
    """
    return replace(anatomy.sinus, p=shifted(anatomy.ectopic_p, rng.uniform(-0.012, 0.004)))


def blocked_beat(rng, anatomy):
    """Draw a beat of the patient's own rhythm while one bundle is blocked (L, R).

    Parameters
    ----------
    rng : numpy.random.Generator
    anatomy : Anatomy

    Returns
    -------
    Beat
    """
    return anatomy.blocked


def aberrant_beat(rng, anatomy):
    """Draw an aberrant atrial premature beat (a): one bundle is blocked, so QRS is wide.

    Parameters
    ----------
    rng : numpy.random.Generator
    anatomy : Anatomy

    Returns
    -------
    Beat
    """
    return replace(anatomy.blocked, p=atrial_beat(rng, anatomy).p)


def junctional_beat(rng, anatomy):
    """Draw a junctional premature beat (J), with a small inverted P wave just after QRS.

    Parameters
    ----------
    rng : numpy.random.Generator
    anatomy : Anatomy

    Returns
    -------
    Beat
    """
    # The impulse reaches the atria backwards: the P wave is inverted and follows R by about 0.1 s.
    early = -float(np.mean(anatomy.sinus.p[:, 0]))
    delay = early + rng.uniform(0.095, 0.115)
    return replace(anatomy.sinus, p=shifted(scaled(anatomy.sinus.p, -0.5), delay))


def ventricular_beat(rng, anatomy):
    """Draw a premature ventricular beat (V): no P wave, wide QRS complex, T opposite to QRS.

    Parameters
    ----------
    rng : numpy.random.Generator
    anatomy : Anatomy

    Returns
    -------
    Beat
    """
    beat = anatomy.ventricular
    # Impulses from a ventricular focus vary more in their path than impulses through the bundles.
    qrs = scaled(stretched(beat.qrs, np.exp(rng.normal(0.0, 0.03))), np.exp(rng.normal(0.0, 0.05)))
    return replace(beat, qrs=qrs)


def paced_beat(rng, anatomy):
    """Draw a ventricular paced beat (/): a spike, then a wide QRS complex, no P wave.

    Parameters
    ----------
    rng : numpy.random.Generator
    anatomy : Anatomy

    Returns
    -------
    Beat
    """
    return anatomy.paced


def _fuse(rng, anatomy, other):
    """Draw a fusion of the conducted beat and another one; each activates a part of the muscle."""
    # The other activation ends early, and the conducted one leaves the bundles later than usual. So
    # the width of the QRS complex lies between the widths of the two beats.
    sinus, part = anatomy.sinus, rng.uniform(*anatomy.fused)
    conducted = scaled(stretched(sinus.qrs, 1.2), part)
    foreign = scaled(stretched(other.qrs, 0.8), 1 - part)
    recovery = [scaled(sinus.recovery, part), scaled(other.recovery, 1 - part)]
    qrs = np.vstack([conducted, shifted(foreign, rng.uniform(-0.012, 0.012))])
    return centred(Beat(sinus.p, qrs, np.vstack(recovery), other.spike))


def fusion_beat(rng, anatomy):
    """Draw a fusion of the conducted beat, with its P wave, and the ventricular beat (F).

    Parameters
    ----------
    rng : numpy.random.Generator
    anatomy : Anatomy

    Returns
    -------
    Beat
    """
    return _fuse(rng, anatomy, anatomy.ventricular)


def paced_fusion_beat(rng, anatomy):
    """Draw a fusion of the conducted and the paced beat (f), with P wave and spike.

    Parameters
    ----------
    rng : numpy.random.Generator
    anatomy : Anatomy

    Returns
    -------
    Beat
    """
    return _fuse(rng, anatomy, anatomy.paced)


# By kind of beat: function (Generator, Anatomy) -> Beat, whose dominant deflection is at time 0.
BEAT_OF = {
    "N": sinus_beat,
    "B": blocked_beat,
    "A": atrial_beat,
    "a": aberrant_beat,
    "J": junctional_beat,
    "V": ventricular_beat,
    "F": fusion_beat,
    "/": paced_beat,
    "f": paced_fusion_beat,
}


def varied(rng, beat, factor=1):
    """Vary a beat a little, like successive beats of one focus.

    Parameters
    ----------
    rng : numpy.random.Generator
    beat : Beat
    factor : float
        Multiplies the variation.

    Returns
    -------
    Beat
    """
    p_gain, qrs_gain, recovery_gain = np.exp(factor * rng.normal(0.0, (0.08, 0.025, 0.05)))
    return Beat(
        shifted(scaled(beat.p, p_gain), factor * rng.normal(0.0, 0.003)),
        scaled(stretched(beat.qrs, np.exp(factor * rng.normal(0.0, 0.012))), qrs_gain),
        shifted(scaled(beat.recovery, recovery_gain), factor * rng.normal(0.0, 0.004)),
        beat.spike,
    )
