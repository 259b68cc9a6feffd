"""The splits of a run, from the configuration: their classes, databases and classifiers."""

# Prefixes of the splits that hold test beats of one database only: an external one, or one of those
# that are trained on.
EXTERNAL = "external_"
PART = "interpatient_"


def run_databases(config):
    """List the databases of a run, those that are trained on first.

    Parameters
    ----------
    config : dict

    Returns
    -------
    list of str
    """
    return [*config["run"]["databases"], *config["run"]["external"]]


def databases_of(config, split):
    """List the databases of a split's test beats.

    Parameters
    ----------
    config : dict
    split : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> config = {"run": {"databases": ["mitdb", "svdb"]}}
    >>> databases_of(config, "interpatient"), databases_of(config, "interpatient_svdb")
    (['mitdb', 'svdb'], ['svdb'])
    >>> databases_of(config, "external_incartdb")
    ['incartdb']
    """
    for prefix in (EXTERNAL, PART):
        if split.startswith(prefix):
            return [split.removeprefix(prefix)]
    return list(config["run"]["databases"])


def scored_splits(config, tested):
    """List the splits with test beats; those of one database have no training beats.

    Parameters
    ----------
    config : dict
    tested : sequence of str
        The databases of `run.databases` that have test records. If there are several, each is
        also scored by itself.

    Returns
    -------
    list of str
    """
    splits = list(config["run"]["splits"])
    parts = tested if "interpatient" in splits and len(tested) > 1 else []
    external = (f"{EXTERNAL}{name}" for name in config["run"]["external"])
    return [*splits, *(f"{PART}{name}" for name in parts), *external]


def trained_split(config, split):
    """Name the split whose classifiers and classes a split uses.

    Parameters
    ----------
    config : dict
    split : str
        A split of the configuration, of a database, or of a fold.

    Returns
    -------
    str
    """
    whole = split.partition("_fold")[0]
    return whole if whole in config["splits"] else "interpatient"


def split_classes(config, split):
    """List the classes of a split.

    Parameters
    ----------
    config : dict
    split : str

    Returns
    -------
    list of str
    """
    return config["splits"][trained_split(config, split)]["classes"]
