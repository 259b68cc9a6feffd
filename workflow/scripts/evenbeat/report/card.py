"""The verdict card of a split: a word, a sentence and the numbers behind them."""

from evenbeat.evaluation.decision import BETWEEN_PATIENTS
from evenbeat.pipeline.splits import EXTERNAL
from evenbeat.report.formatting import write_change, write_interval, write_number

KINDS = 2  # of classifier at least, with which a gain or a loss must appear
LEAST = 0.01  # half of the range of a plot, at least
# State and word of a verdict. The page gives each state a colour and a mark.
GAIN = ("gain", "Gain shown")
LOSS = ("loss", "Loss shown")
NO_GAIN = ("open", "No gain shown")
UNTESTED = ("open", "Not tested")
NOT_GENERAL = ("open", "No gain shown for other patients")


def make_card(split, verdicts, scores, committees, left_out):
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

    Returns
    -------
    dict
        `split`; `state`, one of "gain", "loss" and "open"; `word`; `sentences`; and `rows`, the
        numbers of each kind, with `plot`, places between 0 and 200 of a plot whose middle is zero
        and whose range is `limit` on both sides.
    """
    (state, word), reasons = judge_split(split, verdicts, committees)
    if left_out:
        reasons = [*reasons, f"Macro-F1 leaves out {' '.join(left_out)}: too few test beats."]
    compared = [one for one in verdicts if one.differences]
    limit = max([LEAST, *(_reach(one.differences[0].macro) for one in compared)])
    return {
        "split": split,
        "state": state,
        "word": word,
        "sentences": [*_state_changes(compared, committees), *reasons],
        "rows": [_make_row(one, scores[one.kind], limit) for one in compared],
        "limit": write_number(limit),
        "reference": compared[0].differences[0].second if compared else "",
    }


def judge_split(split, verdicts, committees):
    """Judge whether GAN beats helped on a split, over all kinds of classifier.

    Parameters
    ----------
    split : str
    verdicts : list of evenbeat.report.verdict.KindVerdict
    committees : collection of str
        As for `make_card`.

    Returns
    -------
    verdict : (str, str)
        State and word.
    reasons : list of str
    """
    own = [one for one in verdicts if one.kind not in committees]
    if not any(one.arm for one in own):
        return UNTESTED, ["No arm of this run uses a GAN."]
    if not any(one.differences for one in own):
        return UNTESTED, ["The run has no arm to compare with: neither `none` nor SMOTE."]
    if all(difference.p != difference.p for one in own for difference in one.differences):
        return UNTESTED, ["One GAN of each class allows no test. Raise gan.seeds."]
    gained, lost = [one for one in own if one.gained], [one for one in own if one.lost]
    if len(gained) >= KINDS:
        return _judge_gain(split, gained)
    if len(lost) >= KINDS:
        return LOSS, [f"Macro-F1 fell significantly with {_name(lost)}."]
    return NO_GAIN, [_explain(own, gained, lost)]


def _judge_gain(split, gained):
    said = f"Macro-F1 rose significantly over {_list_references(gained)} with {_name(gained)}."
    if not _is_between_patients(split):
        return GAIN, [said]
    if all(one.for_other_patients for one in gained):
        return GAIN, [said, "All intervals over test records are above zero."]
    why = "an interval over test records includes zero"
    if any(one.chosen_by_test for one in gained):
        why = "test scores chose the arm"
    return NOT_GENERAL, [said, f"It may not hold for other patients: {why}."]


def _explain(own, gained, lost):
    """Explain why nothing is shown."""
    if len(own) < KINDS:
        one = own[0]
        found = "higher" if one.gained else "lower" if one.lost else "not different"
        return (
            f"Macro-F1 is {'' if found == 'not different' else 'significantly '}{found} with "
            f"{one.kind}, the only kind of classifier here. A verdict needs {KINDS}."
        )
    if gained:
        return f"It rose significantly with {_name(gained)} only; a gain needs {KINDS} kinds."
    if lost:
        return f"It fell significantly with {_name(lost)}, not with the others."
    worse = [one for one in own if any(difference.sign == -1 for difference in one.differences)]
    if worse:
        others = " and ".join(difference.second for difference in own[0].differences[1:])
        return f"With {_name(worse)} it is significantly lower than that of {others}."
    if all(one.differences[0].sign == 1 for one in own):
        first, *others = (difference.second for difference in own[0].differences)
        return f"It rose significantly over {first}, but not over {' and '.join(others)}."
    return "The differences are not significant over GANs (t test) with every kind of classifier."


def _is_between_patients(split):
    """Tell whether no patient of a split has both training and test beats."""
    return split.startswith((BETWEEN_PATIENTS, EXTERNAL))


def _name(verdicts):
    return " and ".join(one.kind for one in verdicts)


def _list_references(verdicts):
    return " and ".join(difference.second for difference in verdicts[0].differences)


def _state_changes(compared, committees):
    """State the change with each kind of classifier, against the first reference arm."""
    parts = [
        f"{write_change(one.differences[0].macro['mean'])} (95% CI "
        f"{write_interval(one.differences[0].macro, 'over_records')}) with {one.kind}"
        for one in compared
        if one.kind not in committees
    ]
    return [f"GAN beats changed macro-F1 by {'; '.join(parts)}."] if parts else []


def _reach(row):
    ends = ("over_seeds_low", "over_seeds_high", "over_records_low", "over_records_high")
    return max(abs(row[end]) for end in ends)


def _make_row(verdict, scores, limit):
    first = verdict.differences[0]
    others = [
        f"{write_change(one.macro['mean'])} ({write_interval(one.macro, 'over_records')})"
        for one in verdict.differences[1:]
    ]
    return {
        "kind": verdict.kind,
        "arm": verdict.arm,
        "before": write_number(scores[first.second]),
        "after": write_number(scores[verdict.arm]),
        "change": write_change(first.macro["mean"]),
        "interval": write_interval(first.macro, "over_records"),
        "smote": others[0] if others else write_number(None),
        "accuracy": write_change(first.accuracy["mean"]),
        "plot": {
            name: round(100 + 100 * first.macro[name] / limit, 1)
            for name in (
                "mean",
                "over_seeds_low",
                "over_seeds_high",
                "over_records_low",
                "over_records_high",
            )
        },
    }
