"""The published fits on the CDNOW sample, 2,357 customers, 39 weeks.

BG/NBD: Fader, Hardie and Lee, Marketing Science 24 (2005), table 2.
MBG/NBD: Platzer, package BTYDplus, vignette. Gamma-Gamma: Fader and Hardie (2013), 946 repeaters.
The tables come as package data of `lifetimes`, which is located and not imported.
"""

from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from retention.models.gamma_gamma import GammaGamma
from retention.models.mbg_nbd import BGNBD, MBGNBD


def cdnow(name):
    return pd.read_csv(Path(find_spec("lifetimes").origin).parent / "datasets" / name)


@pytest.fixture(scope="module")
def summary():
    return cdnow("cdnow_customers_summary.csv")[["frequency", "recency", "T"]]


def test_bg_nbd_on_the_cdnow_sample(summary):
    model = BGNBD(ridge=0).fit(summary)
    published = [0.243, 4.414, 0.793, 2.426]
    assert [model.r_, model.alpha_, model.a_, model.b_] == pytest.approx(published, rel=0.005)
    assert model.log_likelihood_ == pytest.approx(-9582.4, abs=0.1)


def test_mbg_nbd_on_the_cdnow_sample(summary):
    model = MBGNBD(ridge=0).fit(summary)
    published = [0.5248, 6.1829, 0.8914, 1.6141]
    assert [model.r_, model.alpha_, model.a_, model.b_] == pytest.approx(published, rel=0.005)


def test_gamma_gamma_on_the_cdnow_repeaters():
    repeaters = cdnow("cdnow_customers_summary_with_transactions.csv").query("x > 0")
    model = GammaGamma(ridge=0).fit(repeaters[["x", "zbar"]])
    assert len(repeaters) == 946
    assert [model.p_, model.q_, model.v_] == pytest.approx([6.25, 3.74, 15.44], rel=0.005)
