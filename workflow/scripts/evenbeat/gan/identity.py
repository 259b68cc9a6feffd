"""Identity of a GAN in wildcards, paths, file attributes and random seeds."""

import re
from dataclasses import dataclass

from evenbeat.data.aami import ALL
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed

# <split>/gan/<model>/seed<seed>/<kind>_<class>, and the epoch of a checkpoint.
PATH = re.compile(
    r"(?:^|/)(?P<split>[^/]+)/gan/(?P<model>[^/]+)/seed(?P<seed>\d+)/"
    r"\w+?_(?P<cls>[NSVFQ]|all)(?:_epoch\d+)?\.\w+$"
)


@dataclass(frozen=True)
class GanId:
    """The identity of a GAN: the values that distinguish it from other GANs.

    Attributes
    ----------
    split, model : str
    seed : int
        Number of the GAN among the GANs of its split, model and class, from 0.
    cls : str
        The AAMI class that it generates, or "all" for a GAN that learns from all classes.

    Examples
    --------
    >>> GanId.from_path("results/interpatient/gan/blog/seed2/gan_F_epoch60.h5")
    GanId(split='interpatient', model='blog', seed=2, cls='F')
    """

    split: str
    model: str
    seed: int
    cls: str

    @classmethod
    def from_wildcards(cls, wildcards):
        """Create the identity from a job's wildcards.

        Parameters
        ----------
        wildcards : object with attributes `split`, `model`, `seed` and `cls`

        Returns
        -------
        GanId
        """
        return cls(wildcards.split, wildcards.model, int(wildcards.seed), wildcards.cls)

    @classmethod
    def from_attributes(cls, attributes):
        """Create the identity from the attributes of a file, the inverse of `to_attributes`.

        Parameters
        ----------
        attributes : mapping

        Returns
        -------
        GanId

        Raises
        ------
        KeyError
            If an attribute is missing.
        """
        names = (str(attributes[name]) for name in ("split", "model", "seed", "class"))
        split, model, seed, aami_class = names
        return cls(split, model, int(seed), aami_class)

    @classmethod
    def from_path(cls, path):
        """Create the identity from the path of one of the GAN's files.

        Parameters
        ----------
        path : str or Path

        Returns
        -------
        GanId

        Raises
        ------
        InputError
            If it is not the path of a GAN's file.
        """
        found = PATH.search(str(path))
        if not found:
            raise InputError(
                f"{path} is not the path of a GAN's file; expected "
                "<split>/gan/<model>/seed<seed>/<kind>_<class>.<suffix>"
            )
        return cls(found["split"], found["model"], int(found["seed"]), found["cls"])

    def to_attributes(self):
        """Convert the identity to attributes of a file.

        Returns
        -------
        dict of str to str
            `split`, `model`, `seed` and `class`.
        """
        names = {"split": self.split, "model": self.model, "seed": str(self.seed)}
        return names | {"class": self.cls}

    def fill(self, path, **others):
        """Fill the wildcards of a path.

        Parameters
        ----------
        path : str
            With some of {split}, {model}, {seed} and {cls}.
        **others : object
            Other wildcards of the path.

        Returns
        -------
        str
        """
        return path.format(
            split=self.split, model=self.model, seed=self.seed, cls=self.cls, **others
        )

    @property
    def random_seed(self):
        """The random seed of all draws of the GAN, the same for each of its checkpoints."""
        return derive_seed(self.seed, self.split, self.model, self.cls)

    @property
    def target(self):
        """What the GAN generates, for a message."""
        return "all classes" if self.cls == ALL else f"class {self.cls}"
