"""The aims of the study: pairs of arms, named before anything was scored."""

from evenbeat.evaluation.statistics import adjust_holm


def list_aims(aims):
    """List the aims of a split.

    Parameters
    ----------
    aims : dict
        `better` and `no_worse` of the split, from the configuration's `study.aims`.

    Returns
    -------
    list of dict
        `measure` and `reference`; and `margin`, if the difference must be significant.

    Examples
    --------
    >>> list_aims({"better": {"macro_f1": {"smote": 0.03}}, "no_worse": {"f1_S": "none"}})
    [{'measure': 'macro_f1', 'reference': 'smote', 'margin': 0.03}, \
{'measure': 'f1_S', 'reference': 'none'}]
    """
    return [
        {"measure": measure, "reference": reference, "margin": margin}
        for measure, margins in aims.get("better", {}).items()
        for reference, margin in margins.items()
    ] + [
        {"measure": measure, "reference": reference}
        for measure, reference in aims.get("no_worse", {}).items()
    ]


def list_pairs(parts, bests, references, controls, unscreened):
    """List the pairs of arms to compare; pairs with an arm without a part are left out.

    Parameters
    ----------
    parts : dict of str to evenbeat.evaluation.results.Part
        By arm. Each of them is compared with `none`.
    bests : sequence of str
        The best GAN arm, and the best of all GAN arms, those named later included.
    references : sequence of str
        Arms with which the best arms and the controls are compared.
    controls : sequence of str
        Arms with which the best GAN arm is compared too.
    unscreened : dict of str to str
        By screened arm, the arm with which it is compared; empty for other arms.

    Returns
    -------
    list of (str, str)
    """
    pairs = [(bests[0], control) for control in controls]
    pairs += [(arm, reference) for arm in [*bests, *controls] for reference in references]
    pairs += [(name, "none") for name in parts]
    pairs += unscreened.items()
    return [
        (first, second)
        for first, second in dict.fromkeys(pairs)
        if first != second and first in parts and second in parts
    ]


def correct_tests(table, best, aims):
    """Adjust the p values of the aims of an arm for multiple tests.

    Parameters
    ----------
    table : DataFrame
        As `evenbeat.evaluation.contrasts.contrast_pairs` returns it.
    best : str
    aims : list of dict
        As `list_aims` returns them.

    Returns
    -------
    DataFrame
        The table with `t_holm` and `wilcoxon_holm`, p values after Holm, in the rows of the aims
        with a margin.
    """
    if table.empty:
        return table
    table = table.copy()
    named = {(best, aim["reference"], aim["measure"]) for aim in aims if "margin" in aim}
    keys = zip(table["first"], table["second"], table["measure"], strict=True)
    tested = [key in named for key in keys]
    for test in ("t", "wilcoxon"):
        table.loc[tested, f"{test}_holm"] = adjust_holm(table.loc[tested, test])
    return table
