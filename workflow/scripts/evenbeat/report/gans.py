"""The report's part on GANs: their training data, selected checkpoints and screened beats."""

import pandas as pd

from evenbeat.report.formatting import write_number
from evenbeat.report.html import make_table

SCREENED = ("kept", "pool", "wanted")


def tabulate_gans(gans, screens):
    """Tabulate the GANs of a split.

    Parameters
    ----------
    gans : sequence of evenbeat.gan.history.GanHistory
    screens : dict of evenbeat.gan.identity.GanId to dict of str to dict
        As `evenbeat.gan.history.read_screens` returns it.

    Returns
    -------
    DataFrame
        A row for each GAN: `class`, `model`, `seed`, `trained`, the `reason` if it was not trained,
        `training_beats`, `precision`, `chosen`, the epoch of the selected checkpoint, its `mmd2`
        and the `floor`; and for each screen `<screen>_kept`, `<screen>_pool` and `<screen>_wanted`.
    """
    rows = []
    for gan in gans:
        row = {"class": gan.id.cls, "model": gan.id.model, "seed": gan.id.seed}
        row |= {"trained": gan.choice["trained"], "reason": gan.choice.get("reason")}
        if gan.choice["trained"]:
            chosen = gan.choice["chosen"]
            row |= {name: gan.history[name] for name in ("training_beats", "precision")}
            row |= {"chosen": chosen, "mmd2": gan.choice["mmd2"][str(chosen)]}
            row["floor"] = gan.choice["floor"]
        for screen, summary in screens.get(gan.id, {}).items():
            row |= {f"{screen}_{name}": summary[name] for name in SCREENED}
        rows.append(row)
    counts = ["training_beats", "chosen"]
    table = pd.DataFrame(rows)
    return table.astype({name: "Int64" for name in table.columns.intersection(counts)})


def show_gans(table, screens, caption):
    """Make the table of the trained GANs of a split.

    Parameters
    ----------
    table : DataFrame
        As `tabulate_gans` returns it.
    screens : sequence of str
        The run's screens.
    caption : str

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    header = [
        "class",
        "model",
        "seed",
        "training beats",
        "precision",
        "selected checkpoint (epoch)",
    ]
    header += ["its MMD²", "MMD² floor", "kept by the screens"]
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
        "{}: {:,.0f} of {:,.0f}, {:,.0f} needed".format(
            screen, *(row[f"{screen}_{name}"] for name in SCREENED)
        )
        for screen in screens
        if not pd.isna(row.get(f"{screen}_pool"))
    )
    return "; ".join(kept) or "no screen"


def describe_missing(table, classes):
    """Describe why rare classes have no GAN.

    Parameters
    ----------
    table : DataFrame
        As `tabulate_gans` returns it.
    classes : sequence of str
        The split's rare classes.

    Returns
    -------
    list of str
        A sentence for each class and reason.
    """
    sentences = []
    for cls in classes:
        of_class = table[table["class"] == cls]
        if of_class.empty:
            sentences.append(f"No GAN for class {cls}: the configuration has none.")
        missing = of_class[~of_class["trained"].astype(bool)][["model", "reason"]]
        sentences += [
            f"No GAN for class {cls} ({row.model}): {row.reason}."
            for row in missing.drop_duplicates().itertuples()
        ]
    return sentences


def name_empty_figures(table):
    """Name the figures of beats that are empty, as no seed's GAN was trained.

    Parameters
    ----------
    table : DataFrame
        As `tabulate_gans` returns it.

    Returns
    -------
    list of str
        File names without their suffix.
    """
    trained = table["trained"].astype(bool).groupby([table["model"], table["class"]]).any()
    return [f"{model}_{cls}_beats" for model, cls in trained.index[~trained]]


def describe_screens(table, arms):
    """Describe the screens that kept fewer beats than the arms want.

    Parameters
    ----------
    table : DataFrame
        As `tabulate_gans` returns it.
    arms : dict of str to evenbeat.balancing.arm.Arm
        The run's arms by name.

    Returns
    -------
    list of str
        A sentence for each such GAN and screen, and for each where no beats were wanted.
    """
    users = {}
    for name, arm in arms.items():
        if arm.method == "gan_screened":
            users.setdefault((arm.model, arm.screen), []).append(name)
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
        return [f"{subject} was not used: the class needs no more beats."]
    if not kept:
        return [
            f"{subject} kept none of {pool:,} beats: the training set of {users} then equals that "
            "of an arm without GAN for this class."
        ]
    if kept < wanted:
        return [
            f"{subject} kept {kept:,} of {pool:,} beats; the largest amount of any arm needs "
            f"{wanted:,}."
        ]
    return []
