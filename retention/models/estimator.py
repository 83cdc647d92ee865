"""What all our estimators share: scikit-learn's conventions without its import time.

scikit-learn takes about two seconds to import; a score needs none of it. The classes here follow
its conventions by duck typing (get_params, set_params, tags), so that `clone`, pipelines and
`check_estimator` accept them, and scikit-learn is only imported when it asks.
"""

import inspect
import warnings

import numpy as np


class Estimator:
    """Parameters are the arguments of __init__, stored under their own names and unchanged."""

    @classmethod
    def _parameter_names(cls) -> list[str]:
        return sorted(name for name in inspect.signature(cls.__init__).parameters if name != "self")

    def get_params(self, deep: bool = True) -> dict:
        """The parameters by name. `deep` is accepted for scikit-learn; nothing here is nested."""
        return {name: getattr(self, name) for name in self._parameter_names()}

    def set_params(self, **parameters):
        """Change parameters; raises ValueError, naming those that exist, for an unknown one."""
        names = self._parameter_names()
        for name, value in parameters.items():
            if name not in names:
                raise ValueError(
                    f"Invalid parameter {name!r} for estimator {self!r}. "
                    f"Valid parameters are: {names!r}."
                )
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={value!r}" for name, value in self.get_params().items())
        return f"{type(self).__name__}({inner})"

    def __sklearn_is_fitted__(self) -> bool:
        return any(name.endswith("_") and not name.endswith("__") for name in vars(self))

    def _require_fitted(self) -> None:
        if not self.__sklearn_is_fitted__():
            from sklearn.exceptions import NotFittedError

            raise NotFittedError(
                f"This {type(self).__name__} instance is not fitted yet. Call 'fit' first."
            )

    def _checked_features(self, X, *, fitting: bool = False) -> np.ndarray:
        """X as floats (n, features); when fitting, notes how many and under which names."""
        names = _text_names(X)
        matrix = _finite_matrix(X)
        if fitting:
            self.n_features_in_ = matrix.shape[1]
            if names is not None:
                self.feature_names_in_ = names
        elif matrix.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X has {matrix.shape[1]} features, but {type(self).__name__} is expecting "
                f"{self.n_features_in_} features as input"
            )
        return matrix


def two_classes(y, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """The two classes of y, sorted, and y as 0.0 and 1.0; ValueError for anything else."""
    if y is None:
        raise ValueError("requires y to be passed, but the target y is None")
    y = np.asarray(y)
    if y.ndim == 2 and y.shape[1] == 1:
        _warn_of_a_column()
        y = y[:, 0]
    if y.shape != (rows,):
        raise ValueError(f"y should be a 1d array of {rows} rows, got shape {y.shape}")
    if y.dtype.kind == "f":
        if not np.isfinite(y).all():
            raise ValueError("Input y contains NaN or infinity")
        if (y != np.floor(y)).any():
            raise ValueError("Unknown label type: continuous; y must hold two classes")
    classes, target = np.unique(y, return_inverse=True)
    if len(classes) > 2:
        raise ValueError(f"Only binary classification is supported, y has {len(classes)} classes")
    return classes, target.astype(float)


def _warn_of_a_column() -> None:
    from sklearn.exceptions import DataConversionWarning

    message = "A column-vector y was passed when a 1d array was expected."
    warnings.warn(message, DataConversionWarning, stacklevel=4)


def _text_names(X):
    columns = getattr(X, "columns", None)
    if columns is None or not all(isinstance(name, str) for name in columns):
        return None
    return np.asarray(columns, dtype=object)


def _finite_matrix(X) -> np.ndarray:
    if hasattr(X, "tocsr"):
        raise TypeError("Sparse data was passed, but dense data is required")
    values = np.asarray(X)
    if np.iscomplexobj(values):
        raise ValueError("Complex data not supported")
    values = values.astype(float)
    if values.ndim != 2:
        raise ValueError(
            f"Expected 2D array, got {values.ndim}D array instead. Reshape your data, for a single "
            "feature with X.reshape(-1, 1), for a single row with X.reshape(1, -1)."
        )
    if not values.shape[0]:
        raise ValueError("Found array with 0 sample(s) while a minimum of 1 is required.")
    if not values.shape[1]:
        raise ValueError(
            f"Found array with 0 feature(s) (shape={values.shape}) while a minimum of 1 is "
            "required."
        )
    if not np.isfinite(values).all():
        raise ValueError("Input X contains NaN or infinity")
    return values


def positive_weights(sample_weight, rows: int) -> np.ndarray:
    """Weights as floats of shape (rows,); ones where none are given."""
    if sample_weight is None:
        return np.ones(rows)
    weights = np.asarray(sample_weight, dtype=float)
    if weights.ndim == 0:
        return np.full(rows, float(weights))
    if weights.shape != (rows,):
        raise ValueError(f"sample_weight has shape {weights.shape}, expected ({rows},)")
    if not np.isfinite(weights).all() or (weights < 0).any():
        raise ValueError("sample_weight must be finite and not negative")
    if not weights.any():
        raise ValueError("every sample_weight is zero, so there is nothing to learn from")
    return weights
