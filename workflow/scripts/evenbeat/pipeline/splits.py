"""The splits of a run, from the configuration: their classes, databases and classifiers."""

# Prefixes of the splits with test beats of one database only: an external database, or a training
# database.
EXTERNAL = "external_"
OF_DATABASE = "interpatient_"


def run_databases(config):
    """List the databases of a run, the training databases first.

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
    whole = split.partition("_fold")[0]
    for prefix in (EXTERNAL, OF_DATABASE):
        if whole.startswith(prefix):
            return [whole.removeprefix(prefix)]
    return list(config["run"]["databases"])


def scored_splits(config, tested):
    """List the splits with test beats; splits of one database have no training beats.

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
    return [*splits, *(f"{OF_DATABASE}{name}" for name in parts), *external]


def draw_splits(config):
    """List the splits with fewer training patients, for scores against the number of patients.

    Parameters
    ----------
    config : dict

    Returns
    -------
    dict of str to (int, int)
        Number of patients and number of the draw, by split; empty without a `learning_curve` in
        the configuration.

    Examples
    --------
    >>> draw_splits({"learning_curve": {"patients": [4, 8], "draws": 1}})
    {'patients4_draw0': (4, 0), 'patients8_draw0': (8, 0)}
    """
    curve = config.get("learning_curve", {"patients": [], "draws": 0})
    return {
        f"patients{number}_draw{draw}": (number, draw)
        for number in curve["patients"]
        for draw in range(curve["draws"])
    }


def trained_split(config, split):
    """Name the split whose classifiers a split uses.

    Parameters
    ----------
    config : dict
    split : str
        A split of the configuration, of a database, of a fold, or of a draw of patients.

    Returns
    -------
    str
    """
    whole = split.partition("_fold")[0]
    return whole if whole in draw_splits(config) else configured_split(config, split)


def configured_split(config, split):
    """Name the split of the configuration whose classes and GANs a split has.

    Parameters
    ----------
    config : dict
    split : str
        As for `trained_split`.

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
    return config["splits"][configured_split(config, split)]["classes"]
