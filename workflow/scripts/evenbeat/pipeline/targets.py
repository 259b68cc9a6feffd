"""What a run makes: its splits, arms, GANs, checkpoints and seeds, as the configuration says.

All functions take the configuration, as a dict, and read nothing else.
"""

from evenbeat.balancing.arm import read_arms
from evenbeat.gan.identity import GanId

# Begins the names of the splits that are the beats of another database.
EXTERNAL = "external_"


def run_arms(config):
    """Take the arms of the run from the configuration.

    Parameters
    ----------
    config : dict

    Returns
    -------
    dict of str to Arm
        In the run's order.
    """
    return read_arms({name: config["arms"][name] for name in config["run"]["arms"]})


def database_of(split, database):
    """Name the database whose beats test a split.

    Parameters
    ----------
    split : str
    database : str
        The one that is trained on.

    Returns
    -------
    str

    Examples
    --------
    >>> database_of("external_svdb", "mitdb"), database_of("interpatient", "mitdb")
    ('svdb', 'mitdb')
    """
    return split.removeprefix(EXTERNAL) if split.startswith(EXTERNAL) else database


def scored_splits(config):
    """List the splits that have test beats; those of other databases have no training beats.

    Parameters
    ----------
    config : dict

    Returns
    -------
    list of str
    """
    external = (f"{EXTERNAL}{name}" for name in config["run"]["external"])
    return [*config["run"]["splits"], *external]


def trained_split(config, split):
    """Name the split whose classifiers a split is scored with, and whose classes it has.

    Parameters
    ----------
    config : dict
    split : str
        A split of the configuration, one of another database, or a fold.

    Returns
    -------
    str
    """
    whole = split.partition("_fold")[0]
    return whole if whole in config["splits"] else "interpatient"


def split_classes(config, split):
    """List the classes that a split is measured on.

    Parameters
    ----------
    config : dict
    split : str

    Returns
    -------
    list of str
    """
    return config["splits"][trained_split(config, split)]["classes"]


def classifier_seeds(config):
    """List the seeds of the classifiers, as many for each GAN.

    Parameters
    ----------
    config : dict

    Returns
    -------
    range
    """
    return range(config["gan"]["seeds"] * config["classifier"]["seeds"])


def gan_classes(config, split, model):
    """List the classes of a split for which a model has a GAN.

    Parameters
    ----------
    config : dict
    split, model : str

    Returns
    -------
    list of str
    """
    checkpoints = _checkpoints(config, split, model)
    return [cls for cls in split_classes(config, split) if checkpoints.get(cls)]


def _checkpoints(config, split, model):
    return config["gan"]["models"][model]["checkpoints"].get(trained_split(config, split), {})


def checkpoint_epochs(config, gan):
    """List the epochs of a GAN's checkpoints.

    Parameters
    ----------
    config : dict
    gan : object with attributes `split`, `model` and `cls`
        For example a GanId, or a job's wildcards.

    Returns
    -------
    range
        Ascending; its step is the epochs of one stage of the training.
    """
    # Those of a GAN for all classes are the same for each.
    cls = gan_classes(config, gan.split, gan.model)[0] if gan.cls == "all" else gan.cls
    checkpoints = _checkpoints(config, gan.split, gan.model)[cls]
    return range(checkpoints["every"], checkpoints["last"] + 1, checkpoints["every"])


def select_gans(config, split=None, model=None, seed=None, cls=None):
    """List the GANs of the run, or of what is given of their identity.

    Parameters
    ----------
    config : dict
    split, model : str, optional
    seed : int, optional
    cls : str, optional

    Returns
    -------
    list of GanId
        By split, model, class and seed.
    """
    return [
        GanId(of_split, of_model, number, aami_class)
        for of_split in ([split] if split else config["run"]["splits"])
        for of_model in ([model] if model else gan_models(config))
        for aami_class in ([cls] if cls else gan_classes(config, of_split, of_model))
        for number in (range(config["gan"]["seeds"]) if seed is None else [seed])
    ]


def fill_path(config, path, gans, **others):
    """Fill a path for GANs.

    Parameters
    ----------
    config : dict
    path : str
        With some of {split}, {model}, {seed}, {cls} and {epoch}.
    gans : sequence of GanId
    **others : str
        Other wildcards of the path.

    Returns
    -------
    list of str
        In their order, each path once; for all checkpoints of a GAN if the path has {epoch}.
    """
    by_epoch = "{epoch}" in path
    filled = [
        gan.fill(path, epoch=epoch, **others)
        for gan in gans
        for epoch in (checkpoint_epochs(config, gan) if by_epoch else [None])
    ]
    return list(dict.fromkeys(filled))


def gan_models(config):
    """List the models whose beats the arms of the run add.

    Parameters
    ----------
    config : dict

    Returns
    -------
    list of str
        Sorted.
    """
    return sorted({arm.model for arm in run_arms(config).values() if arm.uses_gan})


def screened_models(config):
    """List the models of the run's arms with the screens that their beats go through.

    Parameters
    ----------
    config : dict

    Returns
    -------
    list of tuple of str
        Model and screen, sorted.
    """
    return sorted({(arm.model, arm.screen) for arm in run_arms(config).values() if arm.screen})


def gans_of_arm(config, split, arm, seed):
    """List the GANs of one seed whose beats an arm adds.

    Parameters
    ----------
    config : dict
    split : str
    arm : evenbeat.balancing.arm.Arm
    seed : int
        Of the GANs.

    Returns
    -------
    list of GanId
        One for each class that it fills; none without a GAN.
    """
    if not arm.uses_gan:
        return []
    filled = arm.filled(split_classes(config, split))
    classes = [cls for cls in gan_classes(config, split, arm.model) if cls in filled]
    return [GanId(split, arm.model, seed, cls) for cls in classes]


def largest_gan_amount(config):
    """Find how many synthetic beats the arms want.

    Parameters
    ----------
    config : dict

    Returns
    -------
    float
        Share of the largest class.
    """
    arms = read_arms(config["arms"]).values()
    return max(amount for arm in arms if arm.uses_gan for amount in arm.amounts())


def tuned_gan_arms(config):
    """List the run's GAN arms if all of them were tuned: their scores can then be compared.

    Parameters
    ----------
    config : dict

    Returns
    -------
    list of str
    """
    arms = {name: arm for name, arm in run_arms(config).items() if arm.uses_gan}
    return list(arms) if all(arm.tune for arm in arms.values()) else []
