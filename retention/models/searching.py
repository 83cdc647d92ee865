"""The search for the parameters that make a loss smallest."""

import numpy as np
from scipy.optimize import minimize


def best_of(loss, starts, *, bound: float) -> np.ndarray:
    """The best of the optima that are reached from `starts`, a row each. `loss` gives its value
    and its slope; no parameter leaves (-bound, bound)."""
    found = (
        minimize(
            loss,
            start,
            jac=True,
            method="L-BFGS-B",
            bounds=[(-bound, bound)] * len(start),
            options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8},
        )
        for start in starts
    )
    return min(found, key=lambda each: each.fun).x
