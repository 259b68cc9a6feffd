"""Arms of the comparison: each balances the same real training beats by its own method."""

import itertools
from dataclasses import dataclass, field

# How the names of the files start whose synthetic beats each GAN method adds.
GAN_FILES = {
    "gan": "synthetic",
    "gan_screened": "screened_{screen}",
    "gan_control": "control_{screen}",
}


@dataclass(frozen=True)
class Arm:
    """An arm of the comparison, as the configuration describes it.

    Attributes
    ----------
    method : str
        Balancing method, for example `smote`.
    model : str, optional
        Model of the GAN whose beats the arm adds.
    screen : str, optional
        Screen of the synthetic beats, or the screen for which the arm is the control.
    classes : list of str, optional
        Classes to which the arm adds beats. By default, all classes that lack beats.
    settings : dict
        The other keys of the method: amount, weight, power, neighbors, components.
    tune : dict of str to list
        Values that the hyper-parameter search tries, by key.
    """

    method: str
    model: str | None = None
    screen: str | None = None
    classes: list | None = None
    settings: dict = field(default_factory=dict)
    tune: dict = field(default_factory=dict)

    @classmethod
    def from_config(cls, described):
        """Create an arm from its configuration.

        Parameters
        ----------
        described : dict
            A value of the configuration's `arms`.

        Returns
        -------
        Arm

        Examples
        --------
        >>> Arm.from_config({"method": "smote", "amount": 0.1, "neighbors": 5}).settings
        {'amount': 0.1, 'neighbors': 5}
        """
        own = {name: described[name] for name in _OWN if name in described}
        settings = {name: value for name, value in described.items() if name not in _OWN}
        return cls(**own, settings=settings)

    def to_config(self):
        """Convert the arm to its configuration, the inverse of `from_config`.

        Returns
        -------
        dict
        """
        own = {name: getattr(self, name) for name in _OWN}
        described = {name: value for name, value in own.items() if value}
        tune = {"tune": described.pop("tune")} if self.tune else {}
        return described | self.settings | tune

    @property
    def uses_gan(self):
        """Whether the arm adds beats of a GAN."""
        return self.method in GAN_FILES

    def grid(self):
        """List the arm with each setting that the hyper-parameter search tries.

        Returns
        -------
        list of Arm
            One for each combination of the values of `tune`; the last key varies fastest. If
            nothing is tuned, only the arm itself.

        Examples
        --------
        >>> arm = Arm("smote", tune={"amount": [0.1, 0.2]})
        >>> [one.settings for one in arm.grid()]
        [{'amount': 0.1}, {'amount': 0.2}]
        """
        fixed = {name: value for name, value in self.to_config().items() if name != "tune"}
        combinations = itertools.product(*self.tune.values())
        return [
            Arm.from_config(fixed | dict(zip(self.tune, values, strict=True)))
            for values in combinations
        ]

    def amounts(self):
        """List the shares of the largest class up to which the arm fills the other classes.

        Returns
        -------
        list of float
            One share, or all that the hyper-parameter search tries.

        Examples
        --------
        >>> Arm("smote", settings={"amount": 0.1}).amounts()
        [0.1]
        """
        return self.tune.get("amount") or [self.settings["amount"]]

    def filled(self, classes):
        """List the classes that the arm may fill.

        Parameters
        ----------
        classes : sequence of str
            Classes of the split. The arm may fill all of them if it lists no classes.

        Returns
        -------
        list of str
            In the order of `classes`. If classes are tuned, the classes of all settings.

        Examples
        --------
        >>> Arm("jitter", tune={"classes": [["S"], ["S", "F"]]}).filled(["N", "S", "V", "F"])
        ['S', 'F']
        """
        choices = self.tune.get("classes") or [classes if self.classes is None else self.classes]
        named = {name for choice in choices for name in choice}
        return [name for name in classes if name in named]

    def gan_file(self):
        """Name the files that hold the synthetic beats of the arm.

        Returns
        -------
        str
            The part of the file name before the class.

        Examples
        --------
        >>> Arm("gan_control", "transfer", "distance").gan_file()
        'control_distance'
        """
        return GAN_FILES[self.method].format(screen=self.screen)


_OWN = ("method", "model", "screen", "classes", "tune")


def read_arms(described):
    """Create arms from the configuration.

    Parameters
    ----------
    described : dict of str to dict
        The configuration of each arm by name, as in `arms`.

    Returns
    -------
    dict of str to Arm
    """
    return {name: Arm.from_config(arm) for name, arm in described.items()}
