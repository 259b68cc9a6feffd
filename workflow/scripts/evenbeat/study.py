"""The study: what its parts, an arm on a split each, say together."""

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd

from evenbeat.contrasts import contrast_arms
from evenbeat.errors import InputError
from evenbeat.files import read_json
from evenbeat.record_table import read_records
from evenbeat.statistics import adjust_holm, class_f1, macro_f1


@dataclasses.dataclass(frozen=True, eq=False)
class Part:
    """An arm on a split.

    Attributes
    ----------
    confusion : ndarray of int, shape (g, c, records, k, k)
        By GAN seed, classifier of that GAN and record; rows are labels, columns predictions.
    records : list of str
    classes : list of str
    facts : dict
        `split` and `name` of the arm; `arm` as it was configured; `choice`, what the folds made of
        it; `added` beats of each class and `macro_average_precision`, by classifier.
    """

    confusion: np.ndarray
    records: list
    classes: list
    facts: dict

    def scores(self):
        """Compute macro-F1 by GAN seed and classifier, shape (g, c)."""
        return macro_f1(self.confusion.sum(axis=2))

    def fold_score(self):
        """Give the best mean macro-F1 on the folds of the training patients."""
        return max(np.mean(self.facts["choice"]["macro_f1"], axis=1))

    def without(self, record):
        """Give the part without one of its records."""
        kept = [place for place, name in enumerate(self.records) if name != record]
        return dataclasses.replace(
            self,
            confusion=self.confusion[:, :, kept],
            records=[self.records[place] for place in kept],
        )


def gather_facts(identity, arm, classes, choice, metrics, training_sets):
    """Gather what a part's table of records does not say.

    Parameters
    ----------
    identity : dict
        `split` and `name` of the arm.
    arm : dict
        As in the configuration's `arms`.
    classes : sequence of str
    choice : dict
        What `evenbeat.choosing.choose_setting` made.
    metrics, training_sets : sequence of dict
        Of each classifier, in the order of their seeds.

    Returns
    -------
    dict
        See `Part.facts`.
    """
    added = [one["added"] for one in training_sets]
    return {
        **identity,
        "arm": arm,
        "classes": list(classes),
        "choice": choice,
        "added": {name: [one[name] for one in added] for name in classes},
        "macro_average_precision": [one["macro_average_precision"] for one in metrics],
    }


def read_parts(folder):
    """Read all parts that are in a folder.

    Parameters
    ----------
    folder : str or Path
        Files <split>_<arm>.csv and .json.

    Returns
    -------
    dict of str to dict of str to Part
        By split and arm.
    """
    parts = {}
    for path in sorted(Path(folder).glob("*.json")):
        facts = read_json(path)
        confusion, records = read_records(path.with_suffix(".csv"), facts["classes"])
        part = Part(confusion, records, facts["classes"], facts)
        parts.setdefault(facts["split"], {})[facts["name"]] = part
    return parts


def tabulate_scores(parts):
    """Make the table of a split's arms.

    Parameters
    ----------
    parts : dict of str to Part

    Returns
    -------
    DataFrame
        A row for each arm: `arm`; `fold_macro_f1`, on which it was chosen; mean, and standard
        deviation over the means of GAN seeds, of `macro_f1`; mean `f1`, `sensitivity` and
        `positive_predictive_value` of each class; `macro_average_precision`; `classifiers`.
    """
    rows = []
    for name, part in parts.items():
        total, scores = part.confusion.sum(axis=2), part.scores()
        row = {"arm": name, "fold_macro_f1": part.fold_score()}
        row |= {"macro_f1": scores.mean(), "macro_f1_sd": scores.mean(axis=1).std(ddof=1)}
        hits = np.diagonal(total, axis1=-2, axis2=-1)
        for measure, values in (
            ("f1", class_f1(total)),
            ("sensitivity", hits / total.sum(axis=-1)),
            ("positive_predictive_value", hits / np.maximum(total.sum(axis=-2), 1)),
        ):
            means = values.mean(axis=(0, 1))
            row |= {f"{measure}_{c}": m for c, m in zip(part.classes, means, strict=True)}
        row["macro_average_precision"] = np.mean(part.facts["macro_average_precision"])
        row["classifiers"] = scores.size
        rows.append(row)
    return pd.DataFrame(rows)


def find_best_gan(parts):
    """Name the GAN arm that is best on the folds: test beats have no say in it.

    Raises
    ------
    InputError
        If there is none.
    """
    gans = {name: part.fold_score() for name, part in parts.items() if "model" in part.facts["arm"]}
    if not gans:
        raise InputError("the study has no part with a GAN; make one, as config/study.yaml says")
    return max(gans, key=gans.get)


def contrast_with(parts, best, references, resamples, seed):
    """Compare the best GAN arm with others.

    Parameters
    ----------
    parts : dict of str to Part
    best : str
    references : sequence of str
        Arms, named before anything was scored.
    resamples, seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        A row for each reference, the columns of `evenbeat.contrasts.contrast_arms`, and p values
        after Holm over the references.
    """
    rows = []
    for reference in references:
        found = contrast_arms(parts[best].confusion, parts[reference].confusion, resamples, seed)
        for over in ("over_seeds", "over_records"):
            found[f"{over}_low"], found[f"{over}_high"] = found.pop(over)
        rows.append({"first": best, "second": reference, **found})
    table = pd.DataFrame(rows)
    for test in ("t", "wilcoxon"):
        table[f"{test}_holm"] = adjust_holm(table[test])
    return table


def tabulate_without(parts, records):
    """Make the table of macro-F1 without some of the records, one at a time.

    Parameters
    ----------
    parts : dict of str to Part
    records : sequence of str

    Returns
    -------
    DataFrame
        A row for each arm; a column for each record that is left out, and `none` for none.
    """
    rows = []
    for name, part in parts.items():
        row = {"arm": name, "none": part.scores().mean()}
        rows.append(row | {r: part.without(r).scores().mean() for r in records})
    return pd.DataFrame(rows)


def tabulate_found(parts):
    """Make the table of each record's beats that were found, by class and arm.

    Returns
    -------
    DataFrame
        A row for each record and class that it has: `record`, `class`, `beats`, and for each arm
        the mean sensitivity.
    """
    rows = {}
    for name, part in parts.items():
        mean = part.confusion.mean(axis=(0, 1))
        for record, confusion in zip(part.records, mean, strict=True):
            for place, cls in enumerate(part.classes):
                if beats := round(confusion[place].sum()):
                    row = rows.setdefault(
                        (record, cls), {"record": record, "class": cls, "beats": beats}
                    )
                    row[name] = confusion[place, place] / beats
    return pd.DataFrame(rows.values())


def tabulate_all(parts, study):
    """Make the study's tables, all splits in one.

    Parameters
    ----------
    parts : dict of str to dict of str to Part
    study : dict
        The configuration's `study`.

    Returns
    -------
    dict of str to DataFrame
        `scores`, `contrasts` and `records`, each with the split in front.
    """
    tables = {"scores": [], "contrasts": [], "records": []}
    for split, of_split in parts.items():
        best, references = find_best_gan(of_split), list(study["margins"])
        for name, table in (
            ("scores", tabulate_scores(of_split)),
            (
                "contrasts",
                contrast_with(of_split, best, references, study["resamples"], study["seed"]),
            ),
            ("records", tabulate_found(of_split)),
        ):
            table.insert(0, "split", split)
            tables[name].append(table)
    return {name: pd.concat(of_splits) for name, of_splits in tables.items()}
