"""Samplers that train a generative model on the given beats."""

import os
from numbers import Integral, Real

import numpy as np
from sklearn.metrics import pairwise_distances_argmin
from sklearn.utils._param_validation import Interval

from evenbeat.gan.catalogue import MODELS, Traits, find_model
from evenbeat.gan.model_output import check_sample
from evenbeat.runtime.errors import InputError, error_context
from evenbeat.runtime.seeds import derive_seed
from evenbeat.samplers.base import BeatSampler
from evenbeat.samplers.columns import NewBeats
from evenbeat.samplers.progress import report_on_terminal, without_warnings_of_tensorflow
from evenbeat.samplers.settings import choose_training
from evenbeat.samplers.training_beats import TrainingBeats

# A model of all classes does not make beats of N.
CLASSES_TO_FILL = ("S", "V", "F", "Q")


class GANSampler(BeatSampler):
    """Oversample rare classes with beats of a generative adversarial network.

    A network is trained for each class to fill, on the beats of this class in X. The models
    `transfer` and `flow` train one network for all these classes; they use the templates of the
    patients. A patient's template is the median of all its beats in X.

    Parameters
    ----------
    model : str, default="hinge"
        "hinge", "transfer" and "flow" accept beats of any length, "blog" and "wgan" beats of 300
        samples. With `module`, the name of your own model, for messages.
    sampling_strategy : float, str, dict or callable, default="auto"
        Which classes get how many beats, as in imbalanced-learn. "auto" fills all classes up to
        the size of the largest class.
    random_state : int, RandomState instance or None, default=None
        Random seed of training and sampling.
    n_features : int, default=0
        Number of columns at the end of X that are features; the patient's column does not count. A
        synthetic beat has the features of the real beat of its class with the nearest waveform.
    patient_column : int, str or None, default=None
        Number or name of the column of X with the patient; it stays in X. A synthetic beat has the
        patient for whom `transfer` or `flow` made it, or the patient of the real beat with the
        nearest waveform. If None, all beats are of one patient.
    epochs : int or None, default=None
        Number of epochs to train each network. An epoch of hinge, transfer and flow has 100 steps.
        None is for a first test of about a minute: hinge then has eight epochs in total, with
        larger learning rates, which its classes share. The workflow uses 40 epochs of hinge for
        each class, 70 of transfer and 120 of flow.
    training : dict or None, default=None
        Settings that replace those of the workflow, `gan.models.<model>.training` in
        config/config.yaml, for example `{"min_beats": 16, "batch": 64}`.
    sampling_rate : float, default=360
        Sampling rate of the beats, in Hz. The networks make no frequencies above
        `training["bandwidth"]`.
    module : str, Path or None, default=None
        Python file of your own model (docs/own_model.md), which is trained for each class. The file
        runs with your rights.
    verbose : bool, default=True
        Whether to show the progress on a terminal. Without a terminal, nothing is printed.

    Attributes
    ----------
    sampling_strategy_ : dict
        Number of synthetic beats of each class.
    n_features_in_ : int
        Number of columns of X.
    feature_names_in_ : ndarray of str, shape (n_features_in_,)
        Names of the columns of X, if all are strings.

    See Also
    --------
    TransplantSampler : Real beats that are moved to other patients, without a network.

    Notes
    -----
    Waveforms may have any unit: for training, all are centred and scaled by the same two numbers,
    and synthetic beats are scaled back. `ema_decay` and `decay_steps` of the model are lowered to
    fit the number of training steps.

    On a CPU, the same random_state and number of TensorFlow's threads give the same bytes. If
    you call `evenbeat.nn.backend.use_threads` before anything else uses TensorFlow, the bytes do
    not depend on the number of threads, and they are also reproducible on a GPU.

    Examples
    --------
    So few training steps are only for a demonstration.

    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> time = np.arange(40)
    >>> X = np.exp(-((time - 15) / rng.uniform(2, 4, (60, 1))) ** 2)
    >>> y = np.repeat(["N", "V"], [48, 12])
    >>> training = {"steps_per_epoch": 3, "min_beats": 12}
    >>> sampler = GANSampler(random_state=0, epochs=1, training=training)
    >>> X_new, y_new = sampler.fit_resample(X, y)
    >>> X_new.shape
    (96, 40)
    >>> np.unique(y_new, return_counts=True)
    (array(['N', 'V'], dtype='<U1'), array([48, 48]))
    """

    _parameter_constraints: dict = {  # noqa: RUF012 -- as scikit-learn requires it
        **BeatSampler._parameter_constraints,
        "model": [str],
        "epochs": [Interval(Integral, 1, None, closed="left"), None],
        "training": [dict, None],
        "sampling_rate": [Interval(Real, 0, None, closed="neither")],
        "module": [str, os.PathLike, None],
        "verbose": ["verbose"],
    }

    def __init__(
        self,
        model="hinge",
        *,
        sampling_strategy="auto",
        random_state=None,
        n_features=0,
        patient_column=None,
        epochs=None,
        training=None,
        sampling_rate=360,
        module=None,
        verbose=True,
    ):
        super().__init__(sampling_strategy=sampling_strategy)
        self.model = model
        self.random_state = random_state
        self.n_features = n_features
        self.patient_column = patient_column
        self.epochs = epochs
        self.training = training
        self.sampling_rate = sampling_rate
        self.module = module
        self.verbose = verbose

    def _make(self, beats, y, missing, seed):
        own = self.module is not None
        traits = Traits() if own else MODELS.get(self.model, Traits())
        networks = 1 if traits.all_classes else len(missing)
        epochs, training = choose_training(self.model, own, self.epochs, self.training, networks)
        self._check_length(beats.waveform.shape[1], traits.length)
        self._check_counts(y, missing, traits.all_classes, training.get("min_beats", 1))
        # The model, and so TensorFlow, is imported only after the checks.
        task = _Task(self, find_model(self.model, self.module), epochs, training, seed)
        make = task.make_by_one_model if traits.all_classes else task.make_by_class
        return make(TrainingBeats(beats, self.sampling_rate, seed), y, missing) if missing else {}

    def _check_length(self, found, needed):
        if needed and found != needed:
            raise InputError(
                f"the beats have {found} samples, but the model {self.model} needs {needed}: "
                "choose hinge, transfer or flow, resample the beats, or set n_features."
            )

    def _check_counts(self, y, missing, together, needed):
        counts = {cls: np.count_nonzero(y == cls) for cls in missing}
        if together:
            if len(missing) > len(CLASSES_TO_FILL):
                raise InputError(
                    f"sampling_strategy fills {len(missing)} classes, but the model {self.model} "
                    f"can fill at most {len(CLASSES_TO_FILL)}: choose fewer in sampling_strategy."
                )
            counts = {", ".join(map(str, missing)): sum(counts.values())} if missing else {}
        for cls, count in counts.items():
            if count < needed:
                raise InputError(
                    f"class {cls} has {count} beats, but the model {self.model} needs {needed}: "
                    "leave the class out of sampling_strategy, lower min_beats in training, or "
                    "use TransplantSampler."
                )


class FlowSampler(GANSampler):
    """Oversample rare classes with beats of a rectified flow, which is not a GAN.

    It is `GANSampler` with the model `flow`: one network for all classes learns the velocity of
    points that move from noise to beats.

    Parameters
    ----------
    sampling_strategy, random_state, n_features, patient_column : object
        As for `GANSampler`.
    epochs, training, sampling_rate, verbose : object
        As for `GANSampler`. With `epochs=None`, it trains for 2,000 steps.

    Attributes
    ----------
    sampling_strategy_ : dict
        Number of synthetic beats of each class.
    n_features_in_ : int
        Number of columns of X.
    feature_names_in_ : ndarray of str, shape (n_features_in_,)
        Names of the columns of X, if all are strings.

    See Also
    --------
    GANSampler : The parameters, and other models.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> X = np.exp(-((np.arange(40) - 15) / rng.uniform(2, 4, (60, 1))) ** 2)
    >>> y = np.repeat(["N", "V"], [48, 12])
    >>> training = {"steps_per_epoch": 3, "min_beats": 12}
    >>> X_new, y_new = FlowSampler(random_state=0, epochs=1, training=training).fit_resample(X, y)
    >>> X_new.shape
    (96, 40)
    """

    model, module = "flow", None
    _parameter_constraints: dict = {  # noqa: RUF012 -- as scikit-learn requires it
        name: allowed
        for name, allowed in GANSampler._parameter_constraints.items()
        if name not in ("model", "module")
    }

    def __init__(
        self,
        *,
        sampling_strategy="auto",
        random_state=None,
        n_features=0,
        patient_column=None,
        epochs=None,
        training=None,
        sampling_rate=360,
        verbose=True,
    ):
        BeatSampler.__init__(self, sampling_strategy=sampling_strategy)
        self.random_state = random_state
        self.n_features = n_features
        self.patient_column = patient_column
        self.epochs = epochs
        self.training = training
        self.sampling_rate = sampling_rate
        self.verbose = verbose


class _Task:
    """The training of one call of `fit_resample`."""

    def __init__(self, sampler, model, epochs, training, seed):
        self.sampler, self.model, self.seed = sampler, model, seed
        self.epochs, self.training = epochs, training

    def make_by_class(self, real, y, missing):
        made = {}
        for cls, number in missing.items():
            of_class = np.flatnonzero(y == cls)
            columns = real.select(of_class, np.full(len(of_class), str(cls)))
            state = self.train(columns, cls)
            made[cls] = self.sample(real, of_class, state, number, cls)
        return made

    def make_by_one_model(self, real, y, missing):
        names = dict(zip(missing, CLASSES_TO_FILL, strict=False))
        labels = np.array([names.get(cls, "N") for cls in y])
        state = self.train(real.select(np.arange(len(y)), labels), "all")
        return {
            cls: self.sample(
                real, np.flatnonzero(y == cls), self.model.fix_class(state, names[cls]), number, cls
            )
            for cls, number in missing.items()
        }

    def train(self, columns, cls):
        label = f"{self.sampler.model}, class {cls}"
        seed = derive_seed(self.seed, "train", cls)
        report_here = report_on_terminal(label, self.sampler.verbose)
        with report_here as report, without_warnings_of_tensorflow():
            state, _ = self.model.train(columns, self.training, seed, self.epochs, report=report)
        return state

    def sample(self, real, of_class, state, number, cls):
        with without_warnings_of_tensorflow():
            made = self.model.sample(state, number, derive_seed(self.seed, "sample", cls))
        origin = self.sampler.module or f"the model {self.sampler.model}"
        made = check_sample(
            made,
            number,
            origin,
            real.beats.waveform.shape[1],
            f"They are for class {cls}. Lower the learning rates in training, or correct the "
            "method sample of the model.",
        )
        waveform = real.restore(made["waveform"])
        row = of_class[pairwise_distances_argmin(waveform, real.beats.waveform[of_class])]
        patient = real.beats.patient[row]
        if "patient" in made:
            with error_context(origin):
                patient = real.find_patients(made["patient"])
        return NewBeats(waveform, row, patient)
