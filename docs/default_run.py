"""Keep what the documentation shows of a finished run of the default configuration.

Fills docs/default_run/ with tables and figures, and docs/gallery/ with pictures of the report,
taken in Chromium.
Usage: python docs/default_run.py RESULTS
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "workflow" / "scripts"))

from chromium import open_chromium, open_report
from evenbeat.io.csv_tables import read_table, write_table
from evenbeat.pipeline.benchmarks import summarise_benchmarks
from evenbeat.report.formatting import write_change, write_interval, write_number
from evenbeat.study.markdown import make_table

ROOT = Path(__file__).parents[1]
KEPT, GALLERY = ROOT / "docs/default_run", ROOT / "docs/gallery"
SPLITS, KINDS = ("interpatient", "intrapatient"), ("lda", "cnn")
WINDOW = {"width": 1280, "height": 800}


def copy_files(results):
    """Copy tables and figures of the run."""
    names = ["metrics_by_seed.csv", "metrics_by_arm.csv"]
    names += [f"{split}/gans.csv" for split in SPLITS]
    names += [f"{split}/{kind}/contrasts.csv" for split in SPLITS for kind in KINDS]
    for name in names:
        (KEPT / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(results / "tables" / name, KEPT / name)
    for split in SPLITS:
        for kind in KINDS:
            figure = results / "figures" / split / kind / "scores.svg"
            shutil.copy(figure, KEPT / split / kind / "scores.svg")
    write_table(KEPT / "costs.csv", summarise_benchmarks(results))


def write_tables():
    """Write the tables of the kept files in Markdown.

    Returns
    -------
    str
    """
    costs = [
        {
            "rule": f"`{row['rule']}`",
            "jobs": row["jobs"],
            "seconds": f"{row['seconds_in_all']:,.0f}",
            "maximum MiB": f"{row['mib_at_most']:,.0f}",
        }
        for row in read_table(KEPT / "costs.csv").head(12).to_dict("records")
    ]
    sections = [
        "# Tables of the default run",
        "`docs/default_run.py` wrote this page from the files beside it.",
        "## Macro-F1",
        "Difference in macro-F1 from `none`, and its 95% interval over test records.",
        make_table([row for split in SPLITS for row in _describe_arms(split)]),
        "## GANs",
        "MMD² between synthetic and held-out beats of a class, and its floor: the same for real "
        "training beats. `kept`: how many of the wanted beats the discriminator screen kept.",
        make_table([row for split in SPLITS for row in _describe_gans(split)]),
        "## Time and memory",
        "The twelve most expensive rules: seconds of all jobs together, and the largest memory of "
        "a job.",
        make_table(costs),
    ]
    return "\n\n".join(sections) + "\n"


def _read_differences(split, kind):
    table = read_table(KEPT / split / kind / "contrasts.csv")
    own = table[(table["second"] == "none") & (table["measure"] == "macro_f1")]
    return own.set_index("first").to_dict("index")


def _describe_arms(split):
    differences = {kind: _read_differences(split, kind) for kind in KINDS}
    for arm in differences[KINDS[0]]:
        row = {"split": split, "arm": f"`{arm}`"}
        for kind, of_kind in differences.items():
            row[f"`{kind}`"] = write_change(of_kind[arm]["mean"])
            row[f"interval, `{kind}`"] = write_interval(of_kind[arm], "over_records")
        yield row


def _describe_gans(split):
    for row in read_table(KEPT / split / "gans.csv").to_dict("records"):
        kept, wanted = row["discriminator_kept"], row["discriminator_wanted"]
        yield {
            "split": split,
            "model": f"`{row['model']}`",
            "class": row["class"],
            "selected epoch": write_number(row["chosen"], 0),
            "MMD²": write_number(row["mmd2"]),
            "floor": write_number(row["floor"]),
            "wanted": write_number(wanted, 0),
            "kept": write_number(kept, 0),
        }


def take_pictures(report):
    """Take the pictures of the gallery: the first screen, and the explorer in the dark theme."""
    GALLERY.mkdir(exist_ok=True)
    with open_chromium() as browser:
        for name, scheme, place in (
            ("verdict", "light", "body"),
            ("explorer", "dark", "#explorer"),
        ):
            page = browser.new_page(viewport=WINDOW, color_scheme=scheme)
            open_report(page, report)
            page.locator(place).evaluate("(one) => one.scrollIntoView()")
            page.screenshot(path=GALLERY / f"{name}.png")
            page.close()


if __name__ == "__main__":
    run = Path(sys.argv[1])
    copy_files(run)
    (KEPT / "tables.md").write_text(write_tables(), encoding="utf-8")
    take_pictures(run / "report.html")
