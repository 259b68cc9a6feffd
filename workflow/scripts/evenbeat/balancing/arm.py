"""An arm of the comparison: how its training set is made from the same real beats."""

import itertools
from dataclasses import dataclass, field

# The synthetic beats that each method with a GAN adds, by the beginning of their files' names.
GAN_FILES = {
    "gan": "synthetic",
    "gan_screened": "screened_{screen}",
    "gan_control": "control_{screen}",
}


@dataclass(frozen=True)
class Arm:
    """An arm as the configuration describes it.

    Attributes
    ----------
    method : str
    model : str, optional
        Of the GAN whose beats it adds.
    screen : str, optional
        That its synthetic beats pass, or that its control imitates.
    classes : sequence of str, optional
        Those that it fills; all rare classes if it names none.
    settings : dict
        The other keys of its method: amount, weight, power, neighbors, components.
    tune : dict of str to list
        Values to try, by key.
    """

    method: str
    model: str | None = None
    screen: str | None = None
    classes: list | None = None
    settings: dict = field(default_factory=dict)
    tune: dict = field(default_factory=dict)

    @classmethod
    def from_config(cls, described):
        """Take an arm from the configuration's `arms`.

        Parameters
        ----------
        described : dict

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
        """Describe the arm as the configuration does.

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
        """Whether it adds beats of a GAN."""
        return self.method in GAN_FILES

    def grid(self):
        """List the arms among which a hyper-parameter search chooses.

        Returns
        -------
        list of Arm
            One for each combination of the values of `tune`, those of the last key in turn first;
            the arm alone if nothing is tuned.

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
        """List the shares of the largest class up to which it fills others.

        Returns
        -------
        list of float
            One, or those that are tried.

        Examples
        --------
        >>> Arm("smote", settings={"amount": 0.1}).amounts()
        [0.1]
        """
        return self.tune.get("amount") or [self.settings["amount"]]

    def filled(self, classes):
        """List the classes that it may fill.

        Parameters
        ----------
        classes : sequence of str
            Of the split; those that it fills if it names none.

        Returns
        -------
        list of str
            In their order: one choice of them, or any of those that are tried.

        Examples
        --------
        >>> Arm("jitter", tune={"classes": [["S"], ["S", "F"]]}).filled(["N", "S", "V", "F"])
        ['S', 'F']
        """
        choices = self.tune.get("classes") or [classes if self.classes is None else self.classes]
        named = {name for choice in choices for name in choice}
        return [name for name in classes if name in named]

    def gan_file(self):
        """Name the kind of file that holds the beats which it adds.

        Returns
        -------
        str
            What stands before the class in the names of a GAN's files.

        Examples
        --------
        >>> Arm("gan_control", "transfer", "distance").gan_file()
        'control_distance'
        """
        return GAN_FILES[self.method].format(screen=self.screen)


_OWN = ("method", "model", "screen", "classes", "tune")


def read_arms(described):
    """Take arms from the configuration.

    Parameters
    ----------
    described : dict of str to dict
        Arms by name, as in the configuration's `arms`.

    Returns
    -------
    dict of str to Arm
    """
    return {name: Arm.from_config(arm) for name, arm in described.items()}
