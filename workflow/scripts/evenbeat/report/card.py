"""The verdict card of a split: a word, sentences and the numbers behind them."""

from evenbeat.evaluation.decision import BETWEEN_PATIENTS
from evenbeat.pipeline.splits import EXTERNAL
from evenbeat.report.formatting import write_change, write_interval, write_number

KINDS = 2  # of classifier at least, with which a gain or a loss must appear
FEW_GANS = 3  # or fewer: hardly any difference is significant
LEAST = 0.01  # half of the range of a plot, at least
INTERVALS = {"over_records": "95% CI over test records", "over_seeds": "95% CI over seeds"}
# On the intervals of the plots, and the test.
SINGLE = "Plot, thin: over test records; thick: over seeds, too narrow with one GAN."
TESTED = (
    "Plot, thin: over test records; thick: over seeds. Significance: t test over GANs, Holm's "
    "correction."
)
# State and word of a verdict. The page gives each state a colour and a mark.
GAIN = ("gain", "Gain shown")
LOSS = ("loss", "Loss shown")
SAME_PATIENTS_GAIN = ("gain", "Gain for the same patients")
SAME_PATIENTS_LOSS = ("loss", "Loss for the same patients")
NO_GAIN = ("open", "No gain shown")
NO_GENERAL_GAIN = ("open", "No gain shown for other patients")
NO_GENERAL_LOSS = ("open", "No loss shown for other patients")
MIXED = ("open", "Classifiers disagree")
UNTESTED = ("open", "Not tested")
SIGNS = {
    1: "significantly higher than",
    0: "not significantly different from",
    -1: "significantly lower than",
}


def make_card(split, verdicts, scores, committees, left_out, gans):
    """Make the verdict card of a split.

    Parameters
    ----------
    split : str
    verdicts : list of evenbeat.report.verdict.KindVerdict
    scores : dict of str to dict of str to float
        By kind and arm, the mean macro-F1.
    committees : collection of str
        Kinds that only combine others: they are no evidence of their own.
    left_out : list of str
        Classes of the split that macro-F1 leaves out.
    gans : dict
        `seeds`, the number of GANs of each class; `trained`, whether any was trained; `missing`,
        a sentence for each class and model without a GAN.

    Returns
    -------
    dict
        `split`; `state`, one of "gain", "loss" and "open"; `word`; `sentences`; `references`, the
        arms that the GAN arm is compared with; `interval`, the name of the confidence interval;
        `method`, a note on the intervals of the plots and on the test;
        `limit`, the range of the plots on both sides of zero; and `rows`, the numbers of each kind.
        Their `plot` has places from 0 to 200, with zero at 100.
    """
    single = gans["seeds"] == 1
    over = "over_records" if _is_between_patients(split) or single else "over_seeds"
    compared = [one for one in verdicts if one.differences]
    own = [one for one in verdicts if one.kind not in committees]
    (state, word), reasons = judge_split(split, own, gans)
    sentences = [*_state_changes([one for one in own if one.differences], over), *reasons]
    sentences += gans["missing"]
    if left_out:
        sentences.append(f"Macro-F1 leaves out {' '.join(left_out)}: too few test beats.")
    limit = max([LEAST, *(_reach(one.differences[0].macro) for one in compared)])
    return {
        "split": split,
        "state": state,
        "word": word,
        "sentences": sentences,
        "references": [one.second for one in compared[0].differences] if compared else [],
        "interval": INTERVALS[over],
        "method": SINGLE if single else TESTED,
        "limit": write_number(limit),
        "rows": [_make_row(one, scores[one.kind], limit, over) for one in compared],
    }


def judge_split(split, verdicts, gans):
    """Judge whether GAN beats helped on a split, over kinds of classifier.

    Parameters
    ----------
    split : str
    verdicts : list of evenbeat.report.verdict.KindVerdict
        Of the kinds that are no committees.
    gans : dict
        As for `make_card`.

    Returns
    -------
    verdict : (str, str)
        State and word.
    reasons : list of str
    """
    if not verdicts:
        return UNTESTED, ["Only a committee was scored, which is no evidence of its own."]
    if not any(one.arm for one in verdicts):
        return UNTESTED, ["No arm of this run uses a GAN."]
    if not gans["trained"]:
        return UNTESTED, ["No GAN was trained."]
    if not any(one.differences for one in verdicts):
        return UNTESTED, ["The run has no arm to compare with: neither `none` nor SMOTE."]
    if gans["seeds"] == 1:
        reason = "One GAN of each class allows no test. Raise gan.seeds."
        return UNTESTED, [reason, *_describe_choice(verdicts)]
    return _choose_word(split, verdicts), _explain(verdicts, gans["seeds"])


def _choose_word(split, verdicts):
    gained, lost = [one for one in verdicts if one.gained], [one for one in verdicts if one.lost]
    between = _is_between_patients(split)
    if gained and lost:
        return MIXED
    if len(gained) >= KINDS:
        if not between:
            return SAME_PATIENTS_GAIN
        ends = [one.macro["over_records_low"] for kind in gained for one in kind.differences]
        # Intervals do not allow for a choice by the same scores.
        by_test = any(one.chosen_by_test for one in gained)
        return GAIN if min(ends) > 0 and not by_test else NO_GENERAL_GAIN
    if len(lost) >= KINDS:
        if not between:
            return SAME_PATIENTS_LOSS
        ends = [one.differences[0].macro["over_records_high"] for one in lost]
        return LOSS if max(ends) < 0 else NO_GENERAL_LOSS
    return NO_GAIN


def _explain(verdicts, seeds):
    """Explain a verdict: each kind's tests, and what limits them."""
    reasons = [f"With {one.kind} it is {_list_signs(one)}." for one in verdicts]
    if len(verdicts) < KINDS:
        reasons.append(f"A verdict needs {KINDS} kinds of classifier.")
    if seeds <= FEW_GANS:
        reasons.append(f"With {seeds} GANs, only very large differences are significant.")
    return reasons + _describe_choice(verdicts)


def _describe_choice(verdicts):
    """Warn of an arm that was chosen by the scores that the card shows."""
    if any(one.chosen_by_test for one in verdicts):
        return ["Test scores chose the GAN arm, so its change is probably too high."]
    return []


def _list_signs(verdict):
    """List what a kind's tests say, references with the same result together."""
    found = {}
    for difference in verdict.differences:
        found.setdefault(difference.sign, []).append(difference.second)
    return ", ".join(f"{SIGNS[sign]} {' and '.join(names)}" for sign, names in found.items())


def _is_between_patients(split):
    """Tell whether no patient of a split has both training and test beats."""
    return split.startswith((BETWEEN_PATIENTS, EXTERNAL))


def _state_changes(compared, over):
    """State the change with each kind of classifier, against the first reference arm."""
    if not compared:
        return []
    same = len({one.arm for one in compared}) == 1
    beats = f"GAN beats ({compared[0].arm})" if same else "GAN beats"
    name, parts = f" ({INTERVALS[over]} ", []
    for one in compared:
        macro = one.differences[0].macro
        interval = write_interval(macro, over)
        which = "" if same else f" and {one.arm}"
        parts.append(f"{write_change(macro['mean'])}{name}{interval}) with {one.kind}{which}")
        name = " ("
    if compared[0].against_nothing:
        return [f"{beats} changed macro-F1 by {'; '.join(parts)}."]
    first = compared[0].differences[0].second
    return [f"Compared with {first}, macro-F1 with {beats} differs by {'; '.join(parts)}."]


def _reach(row):
    ends = ("over_seeds_low", "over_seeds_high", "over_records_low", "over_records_high")
    return max(abs(row[end]) for end in ends)


def _make_row(verdict, scores, limit, over):
    first = verdict.differences[0]
    places = ("mean", "over_seeds_low", "over_seeds_high", "over_records_low", "over_records_high")
    return {
        "kind": verdict.kind,
        "arm": verdict.arm,
        "before": write_number(scores[first.second]),
        "after": write_number(scores[verdict.arm]),
        "changes": [
            (write_change(one.macro["mean"]), write_interval(one.macro, over))
            for one in verdict.differences
        ],
        "accuracy": write_change(first.accuracy["mean"]),
        "plot": {name: round(100 + 100 * first.macro[name] / limit, 1) for name in places},
    }
