"""The study's figures: differences between arms, and scores of all classifiers."""

import pandas as pd

from evenbeat.evaluation.confusion import name_measures
from evenbeat.figures.arms import draw_differences, draw_scores, name_panels
from evenbeat.figures.style import style_arms


def spread_classifiers(part):
    """Tabulate the measures of a part's classifiers, as `draw_scores` needs them.

    Parameters
    ----------
    part : evenbeat.evaluation.results.Part

    Returns
    -------
    DataFrame
        One row per classifier: `arm`, and its measures.
    """
    names = name_measures(part.classes)
    table = pd.DataFrame(part.measures().reshape(-1, len(names)), columns=names)
    table.insert(0, "arm", part.facts["name"])
    return table


def draw_all(parts, tables, order):
    """Draw two figures of each split: differences from `none`, and scores of all classifiers.

    Parameters
    ----------
    parts : dict of str to dict of str to evenbeat.evaluation.results.Part
        By split and arm.
    tables : dict of str to DataFrame
        As `evenbeat.study.tables.tabulate_all` returns them.
    order : sequence of str
        The arms of the configuration, in the order of the rows.

    Returns
    -------
    dict of str to (Figure, str)
        By `differences_<split>` or `scores_<split>`: the figure, and its text alternative.
    """
    figures, styles = {}, style_arms(order)
    for split, of_split in parts.items():
        classes = next(iter(of_split.values())).classes
        panels = name_panels(classes)
        by_classifier = pd.concat(map(spread_classifiers, of_split.values()))
        own = {name: table[table["split"] == split] for name, table in tables.items()}
        figures |= {
            f"differences_{split}": (
                draw_differences(own["contrasts"], "none", panels, styles),
                f"{split}: how far each arm's scores lie from those of none, with intervals.",
            ),
            f"scores_{split}": (
                draw_scores(by_classifier, panels, styles, own["scores"]),
                f"{split}: scores of all classifiers by arm, with means and intervals.",
            ),
        }
    return figures
