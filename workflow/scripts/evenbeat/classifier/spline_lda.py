"""Linear discriminant analysis. A stand-in until the real one is here."""

from sklearn.discriminant_analysis import LinearDiscriminantAnalysis


class SplineLDA(LinearDiscriminantAnalysis):
    """Linear discriminant analysis with a shrunken covariance.

    Parameters
    ----------
    knots : int
    shrinkage : float
    prior_power : float
    """

    def __init__(self, knots=4, shrinkage=0.01, prior_power=0.25):
        super().__init__(solver="lsqr")
        self.knots = knots
        self.shrinkage = shrinkage
        self.prior_power = prior_power

    def fit(self, X, y, sample_weight=None):
        """Fit the model; the weights are ignored.

        Parameters
        ----------
        X : ndarray of float, shape (n, d)
        y : ndarray of int, shape (n,)
        sample_weight : ndarray of float, shape (n,), optional

        Returns
        -------
        SplineLDA
        """
        return super().fit(X, y)
