-- one row per order number: quantiles of the days to the next purchase by Kaplan-Meier, those not
-- back by $as_of being censored; a quantile that the curve does not reach is empty. Members as in
-- rungs.sql.
with waits as (
    select
        s.number,
        coalesce(n.gap_days, $as_of - s.day) as days,
        n.gap_days,
        case when n.gap_days is null then 0 else 1 end as came_back
    from shown as s
    left join purchases as n on n.customer_key = s.customer_key and n.number = s.number + 1
    where $since::date is null or s.day >= $since::date
),

by_day as (
    select number, days, sum(came_back) as events, count(*) as leaving
    from waits
    group by number, days
),

at_risk as (
    select number, days, events,
        sum(leaving) over (
            partition by number order by days desc
            rows between unbounded preceding and current row
        ) as n
    from by_day
),

curve as (
    select number, days,
        -- the sum of logs is off by a hair where the share is exactly a quarter or a half
        1e-9 + 1 - exp(sum(
            case when events < n then ln(1 - events / cast(n as double)) else -1e9 end
        ) over (
            partition by number order by days rows between unbounded preceding and current row
        )) as share
    from at_risk
    where events > 0
),

quantiles as (
    select
        number,
        cast(min(case when share >= 0.25 then days end) as double) as p25,
        cast(min(case when share >= 0.50 then days end) as double) as p50,
        cast(min(case when share >= 0.75 then days end) as double) as p75
    from curve
    group by number
),

counted as (
    select
        number,
        count(*)::bigint as n,
        sum(1 - came_back)::bigint as censored,
        median(gap_days) as median_among_returners
    from waits
    group by number
)

select c.number as order_number, c.n, c.censored, q.p25, q.p50, q.p75, c.median_among_returners
from counted as c
left join quantiles as q on q.number = c.number
order by c.number
