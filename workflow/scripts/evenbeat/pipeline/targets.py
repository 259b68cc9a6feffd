"""The targets of a run: its arms, GANs, checkpoints and seeds, from the configuration.

All functions take the configuration as a dict and read nothing else.
"""

from evenbeat.balancing.arm import read_arms
from evenbeat.gan.identity import GanId
from evenbeat.pipeline.splits import configured_split, split_classes


def run_arms(config):
    """Create the arms of the run from the configuration.

    Parameters
    ----------
    config : dict

    Returns
    -------
    dict of str to Arm
        By name, in the order of `run.arms`.
    """
    return read_arms({name: config["arms"][name] for name in config["run"]["arms"]})


def run_classifiers(config):
    """List the kinds of classifier with which the run scores all arms.

    Parameters
    ----------
    config : dict

    Returns
    -------
    list of str
        In the order of `run.classifiers`.
    """
    return config["run"]["classifiers"]


def trained_kinds(config, kinds):
    """List the kinds of classifier to train for some kinds; a committee stands for its members.

    Parameters
    ----------
    config : dict
    kinds : sequence of str

    Returns
    -------
    list of str
        Each kind once; none of them is a committee.
    """
    described = config["classifier"]["kinds"]
    trained = [name for kind in kinds for name in described[kind].get("members", [kind])]
    return list(dict.fromkeys(trained))


def kinds_with(config, key):
    """List the kinds of classifier in the configuration that have a key.

    Parameters
    ----------
    config : dict
    key : str
        `estimator`, `network` or `members`; each kind has one of them.

    Returns
    -------
    list of str
    """
    kinds = config["classifier"]["kinds"]
    return [name for name, described in kinds.items() if key in described]


def classifier_seeds(config):
    """List the seeds of the classifiers, the same number for each GAN seed.

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
    return config["gan"]["models"][model]["checkpoints"].get(configured_split(config, split), {})


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
        Ascending. Its step is the number of epochs of one training stage.
    """
    # A GAN for all classes has the same checkpoints for each class.
    cls = gan_classes(config, gan.split, gan.model)[0] if gan.cls == "all" else gan.cls
    checkpoints = _checkpoints(config, gan.split, gan.model)[cls]
    return range(checkpoints["every"], checkpoints["last"] + 1, checkpoints["every"])


def select_gans(config, split=None, model=None, seed=None, cls=None):
    """List the GANs of the run, optionally only of a given split, model, seed or class.

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
    """Fill the wildcards of a path for each of some GANs.

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
        In the order of `gans`, each path once. If the path has {epoch}, one for each checkpoint.
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
    """List the pairs of GAN model and screen among the run's arms.

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
        Seed of the GANs.

    Returns
    -------
    list of GanId
        One for each class that the arm fills and that has a GAN; empty for an arm without a GAN.
    """
    if not arm.uses_gan:
        return []
    filled = arm.filled(split_classes(config, split))
    classes = [cls for cls in gan_classes(config, split, arm.model) if cls in filled]
    return [GanId(split, arm.model, seed, cls) for cls in classes]


def largest_gan_amount(config):
    """Find the largest amount of the GAN arms of the configuration.

    Parameters
    ----------
    config : dict

    Returns
    -------
    float
        Size up to which a class is filled, as a fraction of the largest class.
    """
    arms = read_arms(config["arms"]).values()
    return max(amount for arm in arms if arm.uses_gan for amount in arm.amounts())


def tuned_gan_arms(config):
    """List the run's GAN arms if all of them are tuned, so that their scores can be compared.

    Parameters
    ----------
    config : dict

    Returns
    -------
    list of str
        Names of the arms; empty if one of them is not tuned.
    """
    arms = {name: arm for name, arm in run_arms(config).items() if arm.uses_gan}
    return list(arms) if all(arm.tune for arm in arms.values()) else []
