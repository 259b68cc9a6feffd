"""The learning curve of a run, from the configuration: its requirements and its baseline."""

from evenbeat.runtime.errors import InputError


def baseline_arm(config):
    """Name the arm without added beats, with which the learning curve compares the others.

    Parameters
    ----------
    config : dict

    Returns
    -------
    str

    Raises
    ------
    InputError
        If the run has no such arm, or more than one.
    """
    arms = config["run"]["arms"]
    found = [name for name in arms if config["arms"][name]["method"] == "none"]
    if len(found) != 1:
        raise InputError(
            "run.arms: a learning curve needs exactly one arm with the method none; found "
            f"{found} in {arms}"
        )
    return found[0]


def check_learning_curve(config, tested):
    """Check that a run can draw patients for a learning curve.

    Parameters
    ----------
    config : dict
        With `learning_curve`.
    tested : sequence of str
        The databases of `run.databases` that have test records.

    Raises
    ------
    InputError
        If it cannot.
    """
    run, left_out = config["run"], config["learning_curve"]["left_out"]
    baseline_arm(config)
    if left_out not in run["databases"] or left_out in tested:
        raise InputError(
            f"learning_curve.left_out: {left_out} must be a database of run.databases without test "
            f"records. run.databases has {', '.join(run['databases'])}; of these, with test "
            f"records: {', '.join(tested) or 'none'}."
        )
    if (
        "interpatient" not in run["splits"]
        or "S" not in config["splits"]["interpatient"]["classes"]
    ):
        raise InputError(
            "learning_curve: patients are drawn from the split interpatient, and the score is F1 "
            "of S; add interpatient to run.splits, and S to splits.interpatient.classes"
        )
    if tuned := [name for name in run["arms"] if config["arms"][name].get("tune")]:
        raise InputError(
            f"run.arms: {', '.join(tuned)} would be tuned on all training patients, including "
            "those that a draw scores. The arms of a learning curve must have fixed settings, "
            "without tune."
        )
