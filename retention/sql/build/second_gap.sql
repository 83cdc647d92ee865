-- one row: quantiles of the time to a second purchase among those who are seen to make one
with scaled as (
    -- the curve is a sum of logarithms: without a hair's breadth a quantile could be missed by rounding
    select days, share + 1e-9 as share from second_curve
)

select
    min(case when share >= 0.50 then days end) as p50,
    min(case when share >= 0.80 then days end) as p80,
    min(case when share >= 0.95 then days end) as p95
from scaled
