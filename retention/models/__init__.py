"""What the past says about the next purchase: models, their evaluation and their scores.

estimator       what all our estimators share (parameters, checked input)
searching       the search for a model's parameters
mbg_nbd         MBGNBD: purchases and drop-out from frequency, recency, age; BGNBD, its elder,
                whose published parameters prove both
gamma_gamma     GammaGamma: the mean value of a customer's purchases; with MBGNBD's expected
                purchases it gives expected value, which no measure asks yet
features        what was known of each active customer at a cut-off, and what came after
logistic        ConstrainedLogistic: logistic regression that cannot learn a wrong sign
churn           the model of churn risk: logistic regression blended with MBG/NBD
comparators     the rules and learners that the model has to beat
evaluation      how right a probability and a ranking were, with standard errors
backtest        the model against the comparators on rolling cut-offs
reasons         why a customer's risk is high, in terms of facts
risk            one score per active customer, and the model card
"""

import os

# Without it HistGradientBoosting takes 16 s instead of 0.4 s on a busy machine: its threads spin
# while they wait for a core. It only works when set before scikit-learn is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")
