"""Which aims are reached and which are missed."""

import numpy as np

from evenbeat.evaluation.decision import significant_sign
from evenbeat.report.formatting import write_measure
from evenbeat.study.differences import write_difference

# Words for the result of `judge_aim`.
MARKS = {True: "reached", False: "missed", None: "open"}


def judge_aim(aim, contrasts):
    """Decide whether an aim was reached.

    Parameters
    ----------
    aim : dict
        As `evenbeat.study.aims.list_aims` returns it.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tables.tabulate_all`, rows of the best GAN arm.

    Returns
    -------
    reached : bool or None
        None if the reference has no part yet, or if a single GAN allows no test.
    text : str
        A sentence on the difference.
    """
    measure, reference = write_measure(aim["measure"]), aim["reference"]
    rows = contrasts[contrasts["measure"] == aim["measure"]].set_index("second")
    if reference not in rows.index:
        return None, f"{measure} against {reference}: there is no part yet."
    row = rows.loc[reference]
    found = write_difference(row)
    if "margin" not in aim:
        reached = bool(row["mean"] >= 0)
        verdict = "no lower in the mean" if reached else "lower in the mean"
        return reached, f"{measure} is {verdict} than with {reference}: {found}."
    if np.isnan(row["t_holm"]):
        return None, f"{measure} against {reference}: {found}; one GAN, so no test."
    sign = significant_sign(row, row["t_holm"])
    reached = bool(sign and row["mean"] >= aim["margin"])
    said = {1: "is higher than", -1: "is lower than", 0: "does not differ for certain from that"}
    verdict = said[sign]
    wanted = f" (aim: a mean of {aim['margin']:g} or more)" if aim["margin"] else ""
    return reached, (
        f"{measure} {verdict} with {reference}: {found}{wanted}; after Holm p {row['t_holm']:.2g} "
        f"(t) and {row['wilcoxon_holm']:.2g} (Wilcoxon, which with so few GANs cannot give less "
        f"than {row['least_wilcoxon']:.2g} before Holm)."
    )


def count_reached(aims, contrasts):
    """Count the aims that are reached.

    Parameters
    ----------
    aims : list of dict
        As `list_aims` gives them.
    contrasts : DataFrame
        Of the best GAN arm.

    Returns
    -------
    int
    """
    return [judge_aim(aim, contrasts)[0] for aim in aims].count(True)
