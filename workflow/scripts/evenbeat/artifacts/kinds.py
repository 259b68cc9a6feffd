"""The kinds of file that a run writes, by their paths."""

import re

GAN = r"gan/[^/]+/seed\d+/"
CLASSIFIER = r"classifier/[^/]+/[^/]+/seed\d+/"
CLS = "([NSVFQ]|all)"
FIGURE = r"(_narrow)?\.(svg|png)"

# The end of the path, and what the file is. The first match counts.
PATTERNS = {
    r"SHA256SUMS\.txt|[^/]+\.sha256": "checksum list of a database",
    r"[^/]+\.dat": "signals of a WFDB record",
    r"[^/]+\.hea": "header of a WFDB record",
    r"databases/[^/]+/filtered": "filtered leads of a database, a file for each record",
    r"filtered/[^/]+\.h5": "filtered lead of a record",
    r"beats\.h5": "beats of a database",
    r"train\.h5": "training beats of a split",
    r"test\.h5": "test beats of a split",
    r"validation\.h5": "validation beats of a fold",
    r"held_out\.h5": "which training beats are held out from the training of GANs",
    rf"gan_{CLS}_epoch\d+\.h5": "checkpoint of a GAN",
    rf"milestones_{CLS}\.json": "which checkpoint of a GAN was selected, and why",
    rf"synthetic_{CLS}\.npy": "synthetic beats of a GAN",
    rf"synthetic_{CLS}\.json": "how many synthetic beats are needed and made",
    rf"origin_{CLS}\.csv": "where each synthetic beat comes from",
    rf"screened_[a-z]+_{CLS}\.npy": "synthetic beats that a screen has kept",
    rf"screen_[a-z]+_{CLS}\.json": "how many synthetic beats a screen has kept",
    rf"control_[a-z]+_{CLS}\.npy": "synthetic beats drawn at random, the control of a screen",
    rf"quality_{CLS}\.json": "quality of synthetic beats, compared with real ones",
    r"checker\.h5": "reference classifier, a network, for screens and quality measures",
    rf"{CLASSIFIER}model\.h5": "classifier, a network",
    r"model\.skops": "classifier, a fitted estimator",
    rf"{CLASSIFIER}curve\.csv": "training curve of a classifier",
    r"training_set\.json": "how many real and added beats a classifier was trained on",
    r"metrics\.json": "scores of a classifier on the test beats",
    r"predictions\.h5": "predictions of a classifier for the test beats",
    r"tries/[^/]+/[^/]+\.h5": "predictions of each setting of an arm on a fold",
    r"choices?/[^/]+/[^/]+\.json": "selected hyper-parameters of an arm",
    r"explorer\.json": "beats of every checkpoint, for the report",
    r"logs/plan\.json": "plan of the run: rules and their jobs",
    r"tables/metrics_by_seed\.csv": "scores of each classifier",
    r"tables/metrics_by_arm\.csv": "scores of each arm, over seeds",
    r"tables/kinds\.csv": "kinds of classifier, compared",
    r"tables/.*/?measures\.csv": "scores of the arms with intervals",
    r"tables/.*/?contrasts\.csv": "differences between arms with intervals",
    r"tables/.*/?records\.csv": "sensitivity of each arm by test record and class",
    r"tables/.*/?without\.csv": "macro-F1 of each arm without single test records",
    r"tables/[^/]+/gans\.csv": "the GANs of a split",
    r"tables/[^/]+/map\.csv": "map of real and synthetic beats",
    r"tables/[^/]+/features\.csv": "which features separate which classes",
    r"tables/patients_by_draw\.csv": "scores against the number of patients, by draw",
    r"tables/patients\.csv": "scores against the number of patients",
    r"tables/patients_worth\.csv": "how many patients synthetic beats are worth",
    r"docs/study/tables/[^/]+\.csv": "table of the study",
    r"parts/folds\.csv": "scores of all settings on the folds",
    r"parts/scores/[^/]+/[^/]+\.csv": "scores of each classifier of an arm",
    r"parts/quality/[^/]+\.csv": "quality of the synthetic beats of a model",
    r"parts/[^/]+/[^/]+\.csv": "counts of an arm's predictions by test record",
    rf"(scores|differences|confusions){FIGURE}": "figure of the arms",
    rf"strength{FIGURE}": "figure of the gain against the classifier's strength",
    rf"curves{FIGURE}": "figure of the training of classifiers",
    rf"strip{FIGURE}": "figure of an ECG with the predictions",
    rf"(quality|map){FIGURE}": "figure of the quality of synthetic beats",
    rf"dag{FIGURE}": "figure of the rules of the run",
    rf"patients{FIGURE}": "figure of the scores against the number of patients",
    rf"\w+_{CLS}_(training|beats|learning){FIGURE}": "figure of a class's GANs",
    r"report\.html": "report of the run",
    r"docs/study\.md|docs/study/[^/]+\.md": "page of the study",
    r"logs/.*\.log": "log of a job, plain text",
    r"benchmarks/.*\.tsv": "time and memory of a job",
}

# What a file is if only its suffix is known.
ENDINGS = {
    ".h5": "HDF5 file",
    ".npy": "NumPy array",
    ".json": "JSON file",
    ".csv": "table",
    ".tsv": "table",
    ".skops": "fitted estimator",
    ".svg": "figure",
    ".png": "figure",
    ".html": "HTML page",
    ".md": "text in Markdown",
    ".yaml": "configuration",
    ".log": "log, plain text",
    ".txt": "plain text",
    ".zip": "ZIP archive, such as a report of Snakemake",
}


def name_kind(path):
    """Say what a file is by its path.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str or None
        None for any other path.

    Examples
    --------
    >>> from pathlib import Path
    >>> name_kind(Path("results/interpatient/gan/blog/seed0/gan_V_epoch60.h5"))
    'checkpoint of a GAN'
    """
    for pattern, kind in PATTERNS.items():
        if re.search(rf"(?:^|/)(?:{pattern})$", path.as_posix()):
            return kind
    if path.with_suffix(".hea").exists() and path.suffix not in ENDINGS:
        return "annotations of a WFDB record"
    return None
