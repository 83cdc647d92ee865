"""What all our estimators share: scikit-learn's conventions without its import time.

scikit-learn takes about two seconds to import; a score needs none of it. The classes here follow
its conventions by duck typing (get_params, set_params, tags), so that `clone`, pipelines and
`check_estimator` accept them, and scikit-learn is only imported when it asks.
"""

import inspect

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
    return weights
