"""What the comparison shows, in sentences made from its numbers."""

import numpy as np

MINUS = "\N{MINUS SIGN}"
EQUAL = 5e-4  # scores are printed with three decimals


def mean_and_spread(mean, sd):
    """Write a mean, with its standard deviation if there is one.

    Examples
    --------
    >>> mean_and_spread(0.5, 0.0123)
    '0.500 ± 0.012'
    >>> mean_and_spread(0.5, float("nan"))
    '0.500'
    """
    return f"{mean:.3f}" if np.isnan(sd) else f"{mean:.3f} ± {sd:.3f}"


def seeds_in_words(number):
    """Write a number of seeds.

    Examples
    --------
    >>> seeds_in_words(1), seeds_in_words(5)
    ('one seed', '5 seeds')
    """
    return "one seed" if number == 1 else f"{number} seeds"


def paired_difference(by_seed, arm, reference):
    """Compare two arms' macro-F1, classifier by classifier of the same seed.

    Parameters
    ----------
    by_seed : DataFrame
        Of one split: columns arm, seed and macro_f1.
    arm, reference : str

    Returns
    -------
    mean, sd : float
        Of arm less reference; `sd` is NaN for a single seed, both for none.
    seeds : int
        How many seeds both arms have.
    """
    scores = by_seed.pivot(index="seed", columns="arm", values="macro_f1")
    differences = (scores[arm] - scores[reference]).dropna()
    return differences.mean(), differences.std(), len(differences)


def describe_best(by_seed):
    """Say which arm has the highest mean macro-F1.

    Parameters
    ----------
    by_seed : DataFrame
        Of one split: columns arm, seed and macro_f1.

    Returns
    -------
    str
    """
    scores = by_seed.groupby("arm", sort=False)["macro_f1"].agg(["mean", "std", "size"])
    best = scores[np.isclose(scores["mean"], scores["mean"].max(), rtol=0, atol=1e-12)]
    first = best.iloc[0]
    number = (
        f"{mean_and_spread(first['mean'], first['std'])} ({seeds_in_words(int(first['size']))})"
    )
    if len(scores) == 1:
        return f"{best.index[0]} is the only arm; its mean macro-F1 is {number}."
    if len(best) > 1:
        return f"{' and '.join(best.index)} share the highest mean macro-F1, {first['mean']:.3f}."
    return f"{best.index[0]} has the highest mean macro-F1, {number}."


def describe_difference(by_seed, arm, reference):
    """Say how far an arm lies above or below another one.

    Parameters
    ----------
    by_seed : DataFrame
        Of one split: columns arm, seed and macro_f1.
    arm, reference : str

    Returns
    -------
    str
    """
    mean, sd, seeds = paired_difference(by_seed, arm, reference)
    pair = f"{arm} against {reference}:"
    if not seeds:
        return f"{pair} no seed in common, so no difference can be given."
    size = f"{abs(mean):.3f}"
    if abs(mean) < EQUAL:
        verdict = "mean macro-F1 equal to three decimals"
    else:
        verdict = f"mean macro-F1 {'higher' if mean > 0 else 'lower'} by {size}"
    if seeds == 1:
        return f"{pair} {verdict} (one seed, no spread)."
    sign = MINUS if mean <= -EQUAL else ""
    return f"{pair} {verdict} (difference per seed {sign}{size} ± {sd:.3f}, {seeds} seeds)."


def describe_contrasts(by_seed, arms):
    """Compare each arm that uses a GAN with those that use SMOTE or nothing.

    Parameters
    ----------
    by_seed : DataFrame
        Of one split.
    arms : dict of str to dict
        The configuration's `arms`, those of the run.

    Returns
    -------
    list of str
        Sentences; they also say which of these arms the run lacks.
    """
    present = [arm for arm in by_seed["arm"].unique() if arm in arms]
    gans = [arm for arm in present if "model" in arms[arm]]
    if not gans:
        return ["No arm of this run uses a GAN."]
    sentences = []
    for method, name in (("smote", "SMOTE"), ("none", "nothing added")):
        references = [arm for arm in present if arms[arm]["method"] == method]
        if not references:
            sentences.append(f"No arm of this run is trained with {name} to compare the GAN with.")
        sentences += [
            describe_difference(by_seed, arm, reference) for reference in references for arm in gans
        ]
    return sentences


def caution(classifier_seeds, gan_seeds, uses_gan):
    """Say what the numbers of seeds do not allow to conclude.

    Parameters
    ----------
    classifier_seeds, gan_seeds : int
    uses_gan : bool
        Whether an arm of the run uses a GAN.

    Returns
    -------
    str
    """
    text = (
        f"Means over {seeds_in_words(classifier_seeds)} of the classifier are not yet a test of "
        "significance: any of these differences may be chance."
    )
    if uses_gan and gan_seeds == 1:
        text += (
            " Each GAN was trained with one seed only, so the spread leaves out how much one "
            "training of a GAN differs from the next."
        )
    return text
