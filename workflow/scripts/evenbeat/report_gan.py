"""The report's part on the GANs: which there are, what was chosen of them, what screens kept."""

import pandas as pd

from evenbeat.page import make_table
from evenbeat.words import write_number

SCREENED = ("kept", "pool", "wanted")


def tabulate_gans(gans, screens):
    """Make the table of one split's GANs.

    Parameters
    ----------
    gans : sequence of evenbeat.gan_history.Gan
    screens : dict
        As `evenbeat.gan_history.read_screens` makes it.

    Returns
    -------
    DataFrame
        A row for each: `class`, `model`, `seed`, `trained`, the `reason` if it was not,
        `training_beats`, `precision`, the `chosen` milestone, its `mmd2` and the `floor`; and for
        each screen `<screen>_kept`, `<screen>_pool` and `<screen>_wanted`.
    """
    rows = []
    for gan in gans:
        row = {"class": gan.cls, "model": gan.model, "seed": gan.seed}
        row |= {"trained": gan.choice["trained"], "reason": gan.choice.get("reason")}
        if gan.choice["trained"]:
            chosen = gan.choice["chosen"]
            row |= {name: gan.history[name] for name in ("training_beats", "precision")}
            row |= {"chosen": chosen, "mmd2": gan.choice["mmd2"][str(chosen)]}
            row["floor"] = gan.choice["floor"]
        for screen, summary in screens.get(gan.key, {}).items():
            row |= {f"{screen}_{name}": summary[name] for name in SCREENED}
        rows.append(row)
    counts = ["training_beats", "chosen"]
    table = pd.DataFrame(rows)
    return table.astype({name: "Int64" for name in table.columns.intersection(counts)})


def show_gans(table, screens, caption):
    """Show the trained ones of such a table.

    Parameters
    ----------
    table : DataFrame
    screens : sequence of str
        Those of the run.
    caption : str

    Returns
    -------
    dict
    """
    header = ["class", "model", "seed", "training beats", "precision", "chosen milestone (epoch)"]
    header += ["MMD² of the chosen", "MMD² floor", "kept by the screens"]
    rows = [
        [
            *(row[name] for name in ("class", "model", "seed")),
            f"{row['training_beats']:,.0f}",
            row["precision"],
            f"{row['chosen']:.0f}",
            *(write_number(row[name], 4) for name in ("mmd2", "floor")),
            _list_screens(row, screens),
        ]
        for row in table[table["trained"]].to_dict("records")
    ]
    return make_table(caption, header, rows)


def _list_screens(row, screens):
    kept = (
        "{}: {:,.0f} of {:,.0f}, {:,.0f} wanted".format(
            screen, *(row[f"{screen}_{name}"] for name in SCREENED)
        )
        for screen in screens
        if not pd.isna(row.get(f"{screen}_pool"))
    )
    return "; ".join(kept) or "no screen"


def describe_missing(table, classes):
    """Say of each rare class without a GAN why it has none.

    Parameters
    ----------
    table : DataFrame
        As `tabulate_gans` makes it.
    classes : sequence of str
        The rare ones of the split.

    Returns
    -------
    list of str
    """
    sentences = []
    for cls in classes:
        of_class = table[table["class"] == cls]
        if of_class.empty:
            sentences.append(f"No GAN for class {cls}: the configuration asks for none.")
        missing = of_class[~of_class["trained"].astype(bool)][["model", "reason"]]
        sentences += [
            f"No GAN for class {cls} ({row.model}): {row.reason}."
            for row in missing.drop_duplicates().itertuples()
        ]
    return sentences


def name_empty_figures(table):
    """Name the figures of GANs that were trained with no seed, which have nothing to show.

    Parameters
    ----------
    table : DataFrame
        As `tabulate_gans` makes it.

    Returns
    -------
    list of str
    """
    trained = table["trained"].astype(bool).groupby([table["model"], table["class"]]).any()
    return [f"{model}_{cls}_beats" for model, cls in trained.index[~trained]]


def describe_screens(table, arms):
    """Say what the screens mean for the arms that use them.

    Parameters
    ----------
    table : DataFrame
        As `tabulate_gans` makes it.
    arms : dict of str to dict
        The configuration's `arms`, those of the run.

    Returns
    -------
    list of str
        A sentence for each screen that kept fewer beats than were wanted.
    """
    users = {}
    for name, arm in arms.items():
        if arm["method"] == "gan_screened":
            users.setdefault((arm["model"], arm["screen"]), []).append(name)
    sentences = []
    for row in table[table["trained"].astype(bool)].to_dict("records"):
        for (model, screen), names in users.items():
            if row["model"] == model and not pd.isna(row.get(f"{screen}_pool")):
                subject = (
                    f"The screen by {screen} of the GAN for class {row['class']} ({model}, seed "
                    f"{row['seed']})"
                )
                counts = (int(row[f"{screen}_{name}"]) for name in SCREENED)
                sentences += _describe_screen(subject, *counts, " and ".join(names))
    return sentences


def _describe_screen(subject, kept, pool, wanted, users):
    if not wanted:
        return [f"{subject} had nothing to do: the class lacks no beats."]
    if not kept:
        return [
            f"{subject} kept none of {pool:,} beats: the training set of {users} then equals that "
            "of an arm without GAN for this class."
        ]
    if kept < wanted:
        return [
            f"{subject} kept {kept:,} of {pool:,} beats, fewer than the {wanted:,} that the "
            "largest amount of any arm asks for."
        ]
    return []
