"""Each number on the study's pages, derived again from the parts."""

import re
from itertools import product

import pytest
from conftest import ROOT
from evenbeat.study.publish import write_pages
from study.derive import Derived, read_numbers, read_tables

# Bootstrap intervals of other random numbers differ by some share of their width.
BOOTSTRAP = 0.15
ROUNDED = 0.00051


@pytest.fixture(
    params=[("no_gain", "config"), ("gain", "config"), ("kept", "kept_config")],
    ids=lambda names: names[0],
    scope="module",
)
def study(request):
    (findings, parts, folder), config = map(request.getfixturevalue, request.param)
    return write_pages(findings, parts, config, folder), Derived(config, folder)


def same(cell, *expected):
    return read_numbers(cell) == pytest.approx(expected, abs=ROUNDED)


def near(cell, bounds):
    low, high = bounds
    return read_numbers(cell) == pytest.approx(
        [low, high], abs=BOOTSTRAP * (high - low) + 2 * ROUNDED
    )


def is_change(cell, derived, bed, kind, first, second="none"):
    mean, low, high, _ = derived.change(bed, kind, first, second)
    constant = high - low < 1e-12
    return same(cell, mean) if constant else same(cell, mean, low, high)


def test_kept_pages_are_those_of_the_kept_parts(kept, kept_config):
    findings, parts, folder = kept
    pages = write_pages(findings, parts, kept_config, folder)
    paths = {name: ROOT / f"docs/study/{name}.md" for name in pages}
    paths["study"] = ROOT / "docs/study.md"
    assert {name: path.read_text() for name, path in paths.items()} == pages


def test_front_page(study):
    pages, derived = study
    ((_, rows),) = read_tables(pages["study"])
    last = derived.kinds[-1]
    assert [row["arm"] for row in rows] == list(derived.arms)
    for row in rows:
        arm = row["arm"]
        for bed, own in derived.beds.items():
            assert same(row[own["name"]], derived.seeds(bed, last, arm)["macro_f1"].mean())
            if arm != "none":
                assert is_change(row[f"{own['name']}, change"], derived, bed, last, arm)
        for column, sign in (("gain with", 1), ("loss with", -1)):
            changed = [kind for kind in derived.kinds if arm != "none"]
            changed = [kind for kind in changed if derived.occurs(kind, arm, "none", sign)]
            assert row[column] == ", ".join(changed)


def ranges(derived, beds, first, second="none"):
    """Ranges over the kinds that count, on each bed; one number where both ends look the same."""
    found = []
    for bed in beds:
        changes = [derived.change(bed, kind, first, second)[0] for kind in derived.counting()]
        ends = f"{min(changes):+.3f}", f"{max(changes):+.3f}"
        found += [float(end) for end in dict.fromkeys(ends)]
    return found


def judge(derived, first, second="none"):
    for sign, word in ((1, "a gain"), (-1, "a loss")):
        if derived.counts(first, second, sign):
            return f"{word} that counts"
    return "no change that counts"


def test_conclusion(study):
    pages, derived = study
    line = next(line for line in pages["study"].splitlines() if line.startswith("**"))
    best = derived.best()
    folds = [derived.mean_on_folds(arm) for arm in (best, "none")]
    assert f"Beats of `{best}`" in line
    least = derived.study["gain"]["least"]
    places = product(derived.between, derived.counting())
    excluded = all(derived.change(*place, best, "none")[2] < least for place in places)
    bounds = [95, least] if excluded else []
    assert same(line, *ranges(derived, derived.between, best), *bounds, *folds)
    assert f"{judge(derived, best)} by the rule" in line
    gained = [derived.counts(best, name, 1) for name in derived.study["references"]]
    yes = "Yes, generated beats help, and more than "
    assert line.startswith(f"**{yes}") == all(gained)


def test_details_of_the_answer(study):
    pages, derived = study
    best, simple = derived.best(), derived.study["references"][1:]
    answer = pages["study"].split("## Answer")[1].split("![")[0]
    for line in [line for line in answer.splitlines() if line.startswith("- ")]:
        names = re.findall("`(\\w+)`", line)
        if " minus " in line:
            assert same(line, *ranges(derived, derived.between, *names))
            assert line.endswith(f"{judge(derived, *names)}.")
        elif "a GAN. " in line:
            assert same(line, *ranges(derived, derived.between, names[1]))
            assert f", {judge(derived, names[1])}." in line
            gaining = [arm for arm in derived.study["candidates"] if derived.counts(arm, "none", 1)]
            assert ("cannot say" in line) == (not gaining)
        elif "random split" in line:
            within = [bed for bed in derived.beds if bed not in derived.between]
            assert names == [best, *simple]
            assert same(line, *[end for name in names for end in ranges(derived, within, name)])
        elif line.startswith("- Of all"):
            others = [arm for arm in derived.arms if arm != "none"]
            assert same(line, len(others))
            for sign, text in zip((1, -1), line.split(", and a "), strict=True):
                counted = [arm for arm in others if derived.counts(arm, "none", sign)]
                assert re.findall("`(\\w+)`", text.replace("`none`", "")) == counted
        else:
            bed = next(bed for bed, own in derived.beds.items() if f"only {own['name']}," in line)
            assert derived.counts(best, "none", -1 if " loss " in line else 1, [bed])


def test_strength(study):
    pages, derived = study
    weakened, least = derived.study["weakened"], derived.study["gain"]["least"]
    arms = [arm for arm in weakened["arms"] if arm != "none"]
    sentence = r"On ([^,]+), ([^.]* adds 0[^()]* or more with .*?)\.(?!\d)"
    found = re.findall(sentence, pages["study"])
    assert [name for name, _ in found] == [derived.beds[bed]["name"] for bed in derived.between]
    for bed, (_, text) in zip(derived.between, found, strict=True):
        assert set(re.findall(r"adds (\S+) or more", text)) == {f"{least:g}"}
        kinds = {"at least one": [], "none": []}
        for kind in (*derived.kinds, *weakened["kinds"]):
            adds = any(derived.change(bed, kind, arm)[0] >= least for arm in arms)
            score = derived.seeds(bed, kind, "none")["macro_f1"].mean()
            kinds["at least one" if adds else "none"].append((score, kind))
        expected = {who: sorted(own) for who, own in kinds.items() if own}
        for part, (who, own) in zip(text.split("; "), expected.items(), strict=True):
            assert part.startswith(f"{who} of them adds")
            assert re.findall("`(\\w+)`", part) == [kind for _, kind in own]
            assert same(part.split(" with ")[1], *[score for score, _ in own])


def test_limits(study):
    pages, derived = study
    best, least = derived.best(), derived.study["gain"]["least"]
    limits = pages["study"].split("## What this does not show")[1].splitlines()
    limits = [line for line in limits if line.startswith("- On ")]
    for bed, line in zip(derived.between, limits, strict=True):
        assert re.findall(r"\(`(\w+)`\)", line) == derived.counting()
        level, records, *bounds = read_numbers(line)
        assert level == 95
        assert records == derived.part(bed, derived.kinds[-1], "none")["record"].nunique()
        needed = 0
        for kind in derived.counting():
            low, high, *bounds = bounds
            assert near(f"{low} {high}", derived.over_records(bed, kind, best))
            needed = max(needed, records * ((high - low) / 2 / least) ** 2)
        assert bool(bounds) == (round(needed) > records)
        if bounds:
            assert bounds == pytest.approx([needed, least], rel=0.1)


def test_other_sentences_of_the_front_page_have_numbers_of_the_configuration(study):
    pages, derived = study
    answer, rest = pages["study"].split("![", 1)
    text = answer.split("## Answer")[0] + rest.split("- All classifiers see")[0]
    checked = r"\||- On |.* adds "
    prose = [line for line in text.splitlines() if not re.match(checked, line)]
    seeds = len(derived.seeds(derived.between[0], derived.kinds[-1], "none"))
    known = {95, seeds, *(derived.study["gain"][key] for key in ("least", "accuracy_loss"))}
    assert set(read_numbers("\n".join(prose))) <= known
    for limit in derived.study["limits"]:
        assert limit in rest


def test_pages_of_the_beds(study):
    pages, derived = study
    last = derived.kinds[-1]
    for bed, own in derived.beds.items():
        for heading, rows in read_tables(pages[own["page"]]):
            for row in rows:
                if "Primary" in heading:
                    check_primary(derived, bed, row)
                elif heading.startswith("## With"):
                    check_arm(derived, bed, heading.split("`")[1], row)
                elif "of each class" in heading:
                    measure = heading[3:].split(" of each")[0].lower().replace(" ", "_")
                    means = derived.seeds(bed, last, row["arm"]).mean()
                    for cls in derived.counted(bed):
                        assert same(row[cls], means[f"{measure}_{cls}"])
                else:
                    check_without(derived, bed, last, row)


def check_primary(derived, bed, row):
    first, second = derived.best(), row[f"{derived.best()} minus"]
    assert is_change(row["macro-F1"], derived, bed, row["kind"], first, second)
    assert near(row["over records"], derived.over_records(bed, row["kind"], first, second))
    expected = derived.primary()[bed, row["kind"], second]
    assert read_numbers(row["t test, corrected"]) == pytest.approx([expected], rel=0.06)


def check_arm(derived, bed, kind, row):
    arm, scores = row["arm"], derived.seeds(bed, kind, row["arm"])["macro_f1"]
    assert same(row["macro-F1"], scores.mean())
    assert same(row["sd"], scores.std())
    assert same(row["accuracy"], derived.seeds(bed, kind, arm)["accuracy"].mean())
    assert same(row["average precision"], derived.average_precision(bed, kind, arm))
    if arm != "none":
        assert is_change(row["change"], derived, bed, kind, arm)
        assert near(row["over records"], derived.over_records(bed, kind, arm))
        accuracy = derived.change(bed, kind, arm, measure="accuracy")[0]
        assert same(row["accuracy, change"], accuracy)


def check_without(derived, bed, kind, row):
    for record, cell in row.items():
        if record != "arm":
            without = None if record == "all records" else record.removeprefix("without ")
            scores = derived.seeds(bed, kind, row["arm"], without=without)
            assert same(cell, scores["macro_f1"].mean())


def test_the_quality_page(study):
    pages, derived = study
    splits = {own.get("trained_on"): bed for bed, own in reversed(derived.beds.items())}
    for heading, rows in read_tables(pages["quality"]):
        split = splits[heading.split(", trained on ")[1]]
        for row in rows:
            measure = row.get("measure") or row["aim"].split(":")[0]
            for model in {model for model in row if model in derived.models.values()}:
                table = derived.quality(split, model)
                own = table[(table["class"] == row["class"]) & (table["measure"] == measure)]
                expected = [own["value"].median(), own["floor"].median()]
                if "aim" in row and len(own):
                    share = derived.study["quality"]["share"].get(measure)
                    reached = (
                        own["value"] <= own["floor"]
                        if share is None
                        else own["value"] >= share * own["floor"]
                    )
                    expected = [reached.sum(), len(own), *expected]
                assert not len(own) if not row[model] else same(row[model], *expected)


def test_the_page_of_methods(study):
    pages, derived = study
    ((_, rows),) = read_tables(pages["methods"])
    for row in rows:
        for kind in derived.kinds:
            setting, score = derived.on_folds(kind, row["arm"])
            cell = row[f"macro-F1 on folds, {kind}"]
            assert same(cell.split(" (")[0], score)
            assert cell.endswith(f" ({setting})") == bool(setting)
