"""The numbers of the study's pages, derived from its parts by code other than evenbeat's."""

import re
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

KEYS = ["gan_seed", "seed", "record"]
LEVEL = 0.95


class Derived:
    """Numbers derived from the parts of a study, for one configuration."""

    def __init__(self, config, folder):
        self.study, self.folder = config["study"], Path(folder)
        self.arms, self.kinds = config["run"]["arms"], config["run"]["classifiers"]
        self.models = {name: config["arms"][name].get("model") for name in self.arms}
        self.least_beats = config["comparison"]["min_test_beats"]
        self.beds = self.study["beds"]
        self.between = [bed for bed, own in self.beds.items() if own["between_patients"]]
        self.folds = pd.read_csv(self.folder / "folds.csv").fillna({"setting": ""})
        self.part, self.over_records = cache(self.part), cache(self.over_records)
        self.seeds = cache(self.seeds)

    def part(self, bed, kind, arm):
        return pd.read_csv(self.folder / kind / f"{bed}_{arm}.csv", dtype={"record": str})

    def classes(self, bed):
        names = self.part(bed, self.kinds[0], "none").columns.drop(KEYS)
        return list(dict.fromkeys(name.split("_")[0] for name in names))

    def counted(self, bed):
        """Classes with enough test beats, of which macro-F1 is the mean."""
        first = self.part(bed, self.kinds[0], "none")
        first = first[(first["gan_seed"] == 0) & (first["seed"] == 0)]
        return [
            cls
            for cls in self.classes(bed)
            if first.filter(regex=f"^{cls}_").to_numpy().sum() >= self.least_beats
        ]

    def measures(self, bed, counts):
        """Measures of confusion counts, with one row per row of the counts."""
        names, found = self.classes(bed), {}
        hits = sum(counts[f"{cls}_{cls}"] for cls in names)
        for cls in names:
            true = counts[f"{cls}_{cls}"]
            labelled = sum(counts[f"{cls}_{other}"] for other in names)
            called = sum(counts[f"{other}_{cls}"] for other in names)
            found[f"f1_{cls}"] = (2 * true / (labelled + called)).fillna(0)
            found[f"sensitivity_{cls}"] = (true / labelled).fillna(0)
            found[f"positive_predictive_value_{cls}"] = (true / called).fillna(0)
        table = pd.DataFrame(found)
        table["macro_f1"] = table[[f"f1_{cls}" for cls in self.counted(bed)]].mean(axis=1)
        table["accuracy"] = hits / counts.sum(axis=1)
        return table

    def seeds(self, bed, kind, arm, without=None):
        """Measures of an arm, with one row per GAN seed."""
        part = self.part(bed, kind, arm)
        counts = part[part["record"] != without].groupby(KEYS[:2]).sum(numeric_only=True)
        return self.measures(bed, counts).groupby("gan_seed").mean()

    def change(self, bed, kind, first, second="none", measure="macro_f1"):
        """Mean, 95% t interval and p value of the paired difference over seeds."""
        own, other = (self.seeds(bed, kind, arm)[measure] for arm in (first, second))
        values = (own - other).to_numpy()
        mean, error = values.mean(), values.std(ddof=1) / np.sqrt(len(values))
        half = error * stats.t.ppf((1 + LEVEL) / 2, len(values) - 1)
        p = 2 * stats.t.sf(abs(mean) / error, len(values) - 1) if error else float(not mean)
        return mean, mean - half, mean + half, p

    def over_records(self, bed, kind, first, second="none", resamples=1000):
        """Bootstrap interval over records, with random numbers of its own."""
        rng, drawn = np.random.default_rng(7), []
        records = self.part(bed, kind, first)["record"].nunique()
        picks = [rng.integers(records, size=records) for _ in range(resamples)]
        for arm in (first, second):
            part = self.part(bed, kind, arm)
            cells = part.drop(columns=KEYS).to_numpy().reshape(-1, records, part.shape[1] - 3)
            sums = np.concatenate([cells[:, pick].sum(axis=1) for pick in picks])
            macro = self.measures(bed, pd.DataFrame(sums, columns=part.columns[3:]))["macro_f1"]
            drawn.append(macro.to_numpy().reshape(resamples, -1).mean(axis=1))
        return np.quantile(drawn[0] - drawn[1], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])

    def on_folds(self, kind, arm):
        """Chosen setting and its mean macro-F1 on the folds."""
        own = self.folds[(self.folds["kind"] == kind) & (self.folds["arm"] == arm)]
        chosen = own[own["chosen"]]
        return chosen["setting"].iloc[0], chosen["macro_f1"].mean()

    def counting(self):
        return [kind for group in self.study["gain"]["kinds"] for kind in group]

    def mean_on_folds(self, arm):
        return np.mean([self.on_folds(kind, arm)[1] for kind in self.counting()])

    def best(self):
        return max(self.study["candidates"], key=self.mean_on_folds)

    def occurs(self, kind, first, second, sign, beds=None):
        """Whether a gain (sign 1) or a loss (sign -1) occurs with a kind, on all these beds."""
        rule = self.study["gain"]
        for bed in beds or self.between:
            mean, low, high, _ = self.change(bed, kind, first, second)
            if sign * mean < rule["least"] or min(sign * low, sign * high) <= 0:
                return False
            accuracy = self.change(bed, kind, first, second, "accuracy")[0]
            if sign > 0 and accuracy < -rule["accuracy_loss"]:
                return False
        return True

    def counts(self, first, second, sign, beds=None):
        """Whether a gain or a loss counts."""
        return all(
            any(self.occurs(kind, first, second, sign, beds) for kind in group)
            for group in self.study["gain"]["kinds"]
        )

    def primary(self):
        """Primary contrasts: Holm-adjusted p value by bed, kind and reference."""
        places = list(product(self.between, self.counting(), self.study["references"]))
        p = [self.change(bed, kind, self.best(), second)[3] for bed, kind, second in places]
        adjusted, reached = {}, 0.0
        for rank, place in enumerate(np.argsort(p)):
            reached = max(reached, min(1.0, p[place] * (len(p) - rank)))
            adjusted[places[place]] = reached
        return adjusted

    def average_precision(self, bed, kind, arm):
        table = pd.read_csv(self.folder / "scores" / kind / f"{bed}_{arm}.csv")
        return table["macro_average_precision"].mean()

    def quality(self, split, model):
        return pd.read_csv(self.folder / "quality" / f"{split}_{model}.csv")


def read_tables(page):
    """Read the tables of a page: heading above and rows, each a dict of cells by column."""
    tables, heading, names = [], "", None
    for line in page.splitlines():
        if not line.startswith("|"):
            heading, names = (line if line.startswith("#") else heading), None
            continue
        cells = [cell.strip().replace("`", "") for cell in line[1:-1].split("|")]
        if names is None:
            names, rows = cells, []
            tables.append((heading, rows))
        elif set(cells) != {"---"}:
            rows.append(dict(zip(names, cells, strict=True)))
    return tables


def read_numbers(text):
    """Read the numbers of a cell or a sentence, without those in links and code."""
    text = re.sub(r"\]\([^)]*\)|`[^`]*`", " ", text).replace("\N{MINUS SIGN}", "-")
    found = re.findall(r"(?<![\w.])[+-]?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?", text)
    return [float(number.replace(",", "")) for number in found]
