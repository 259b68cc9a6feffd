"""Keep what the documentation shows of a finished run.

Copies tables and figures of the run into a folder, and writes tables.md there. With GALLERY, also
takes pictures of the report in Chromium.
Usage: python docs/keep_run.py RESULTS FOLDER [GALLERY]
"""

import json
import shutil
import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "workflow" / "scripts"))

from chromium import open_chromium, open_report
from evenbeat.io.csv_tables import read_table, write_table
from evenbeat.pipeline.benchmarks import summarise_benchmarks
from evenbeat.report.formatting import write_change, write_interval, write_number
from evenbeat.study.markdown import make_table

METRICS = ("metrics_by_seed.csv", "metrics_by_arm.csv")
WINDOW = {"width": 1280, "height": 800}


def list_places(folder):
    """List the splits and the kinds of classifier of a run.

    Parameters
    ----------
    folder : Path
        Has `metrics_by_arm.csv`.

    Returns
    -------
    splits, kinds : list of str
    """
    table = read_table(folder / METRICS[1])
    return list(table["split"].unique()), list(table["kind"].unique())


def copy_files(results, kept):
    """Copy tables and figures of a run into a folder."""
    kept.mkdir(parents=True, exist_ok=True)
    splits, kinds = list_places(results / "tables")
    names = [*METRICS, *(f"{split}/gans.csv" for split in splits)]
    names += [f"{split}/{kind}/contrasts.csv" for split in splits for kind in kinds]
    for name in names:
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(results / "tables" / name, kept / name)
    for split in splits:
        for kind in kinds:
            figure = results / "figures" / split / kind / "scores.svg"
            shutil.copy(figure, kept / split / kind / "scores.svg")
    write_table(kept / "costs.csv", summarise_benchmarks(results))
    write_table(kept / "checkpoints.csv", pd.DataFrame(list_checkpoints(results)), digits=4)


def list_checkpoints(results):
    """List MMD² of each checkpoint of the first GAN of each model and class."""
    for path in sorted(results.glob("*/gan/*/seed0/milestones_*.json")):
        split, _, model, *_ = path.relative_to(results).parts
        choice = json.loads(path.read_text())
        place = {"split": split, "model": model, "class": path.stem.removeprefix("milestones_")}
        for epoch, value in choice.get("mmd2", {}).items():
            yield place | {"epoch": int(epoch), "mmd2": value}


def write_tables(kept):
    """Write the tables of the kept files in Markdown.

    Parameters
    ----------
    kept : Path

    Returns
    -------
    str
    """
    splits, kinds = list_places(kept)
    costs = [
        {
            "rule": f"`{row['rule']}`",
            "jobs": row["jobs"],
            "seconds": f"{row['seconds_in_all']:,.0f}",
            "maximum MiB": f"{row['mib_at_most']:,.0f}",
        }
        for row in read_table(kept / "costs.csv").head(12).to_dict("records")
    ]
    arms = [row for split in splits for row in _describe_arms(kept, split, kinds)]
    sections = [
        "# Tables of this run",
        "`docs/keep_run.py` wrote this page from the files beside it.",
        "## Macro-F1",
        "Difference in macro-F1 from `none`, and its 95% interval over test records.",
        make_table(arms),
        "## GANs",
        "MMD² between synthetic and held-out beats of a class, and its floor: the same for real "
        "training beats. `kept`: how many of the wanted beats the discriminator screen kept.",
        make_table([row for split in splits for row in _describe_gans(kept, split)]),
        *_describe_checkpoints(kept / "checkpoints.csv"),
        "## Time and memory",
        "The twelve most expensive rules: seconds of all jobs together, and the largest memory of "
        "a job.",
        make_table(costs),
    ]
    return "\n\n".join(sections) + "\n"


def _describe_arms(kept, split, kinds):
    differences = {kind: _read_differences(kept / split / kind) for kind in kinds}
    for arm in differences[kinds[0]]:
        row = {"split": split, "arm": f"`{arm}`"}
        for kind, of_kind in differences.items():
            row[f"`{kind}`"] = write_change(of_kind[arm]["mean"])
            row[f"interval, `{kind}`"] = write_interval(of_kind[arm], "over_records")
        yield row


def _read_differences(folder):
    table = read_table(folder / "contrasts.csv")
    own = table[(table["second"] == "none") & (table["measure"] == "macro_f1")]
    return own.set_index("first").to_dict("index")


def _describe_gans(kept, split):
    for row in read_table(kept / split / "gans.csv").to_dict("records"):
        yield {
            "split": split,
            "model": f"`{row['model']}`",
            "class": row["class"],
            "selected epoch": write_number(row["chosen"], 0),
            "MMD²": write_number(row["mmd2"]),
            "floor": write_number(row["floor"]),
            "wanted": write_number(row["discriminator_wanted"], 0),
            "kept": write_number(row["discriminator_kept"], 0),
        }


def _describe_checkpoints(path):
    """Write MMD² of each checkpoint."""
    if not path.exists():
        return []
    table = read_table(path)
    rows = []
    for (split, model, name), own in table.groupby(["split", "model", "class"], sort=False):
        values = dict(zip(own["epoch"], map(write_number, own["mmd2"]), strict=True))
        cells = ", ".join(f"{epoch}: {value}" for epoch, value in values.items())
        rows.append({"split": split, "model": f"`{model}`", "class": name, "MMD² by epoch": cells})
    return ["## Checkpoints", make_table(rows)]


def take_pictures(report, gallery):
    """Take the pictures of the gallery: the first screen, and the explorer in the dark theme."""
    gallery.mkdir(exist_ok=True)
    with open_chromium() as browser:
        for name, scheme, place in (
            ("verdict", "light", "body"),
            ("explorer", "dark", "#explorer"),
        ):
            page = browser.new_page(viewport=WINDOW, color_scheme=scheme)
            open_report(page, report)
            page.locator(place).evaluate("(one) => one.scrollIntoView()")
            page.screenshot(path=gallery / f"{name}.png")
            page.close()


if __name__ == "__main__":
    run, folder, *galleries = map(Path, sys.argv[1:])
    copy_files(run, folder)
    (folder / "tables.md").write_text(write_tables(folder), encoding="utf-8")
    for place in galleries:
        take_pictures(run / "report.html", place)
