"""Kinds of classifier: an estimator, a network, or a committee of other kinds."""

import importlib
import inspect
from dataclasses import dataclass, field

from evenbeat.runtime.errors import InputError


@dataclass(frozen=True)
class Kind:
    """A kind of classifier, as the configuration describes it.

    Attributes
    ----------
    estimator : str, optional
        Import path of a class with the interface of scikit-learn's classifiers.
    parameters : dict
        Its parameters.
    weight_power : float
        In the estimator's fit, the weight of a class is its number of beats to the power of minus
        `weight_power`.
    features : list of str, optional
        Names of the features that the estimator uses, as in `evenbeat.beats.features.FEATURES`;
        all by default.
    network : dict, optional
        Settings of the network's training.
    members : list of str, optional
        Kinds whose probabilities are averaged.
    """

    estimator: str | None = None
    parameters: dict = field(default_factory=dict)
    weight_power: float = 0
    features: list | None = None
    network: dict | None = None
    members: list | None = None

    @classmethod
    def from_config(cls, described):
        """Create a kind from its configuration.

        Parameters
        ----------
        described : dict
            A value of the configuration's `classifier.kinds`.

        Returns
        -------
        Kind

        Examples
        --------
        >>> Kind.from_config({"members": ["lda", "cnn"]}).members
        ['lda', 'cnn']
        """
        return cls(**described)

    def create(self):
        """Create the estimator.

        Returns
        -------
        object
            The estimator, not fitted.

        Raises
        ------
        InputError
            If the import path does not exist, the class does not accept the parameters, or its
            objects have no `fit` or `predict_proba`.
        """
        estimator_class = import_estimator(self.estimator)
        try:
            estimator = estimator_class(**self.parameters)
        except Exception as error:  # a user's class may raise any exception
            raise InputError(
                f"{self.estimator} does not accept the parameters {self.parameters} "
                f"({type(error).__name__}: {error}). Correct them in classifier.kinds."
            ) from error
        for needed in ("fit", "predict_proba"):
            if not hasattr(estimator, needed):
                raise InputError(
                    f"{self.estimator} with parameters {self.parameters} has no {needed}; expected "
                    "a classifier that predicts probabilities. Use another class, or wrap this "
                    "one, for example in sklearn.calibration.CalibratedClassifierCV."
                )
        return estimator


def import_estimator(path):
    """Import the class of an estimator.

    Parameters
    ----------
    path : str
        Module and class, separated by dots.

    Returns
    -------
    type

    Raises
    ------
    InputError
        If the class does not exist or cannot be imported.
    """
    module, _, name = path.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), name)
    except Exception as error:  # a user's module may raise any exception
        raise InputError(
            f"{path} cannot be imported ({type(error).__name__}: {error}); expected a module and "
            "a class in it, as in sklearn.linear_model.LogisticRegression. Correct the path, or "
            "install its package."
        ) from error
    if not inspect.isclass(found):
        raise InputError(
            f"{path} is not a class; expected a class with the interface of scikit-learn"
        )
    return found


def takes_weights(estimator):
    """Tell whether an estimator can weight beats in its fit.

    Parameters
    ----------
    estimator : object

    Returns
    -------
    bool
    """
    return "sample_weight" in inspect.signature(estimator.fit).parameters
