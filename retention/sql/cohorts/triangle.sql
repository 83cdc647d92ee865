-- one row per cohort and observed period: how many of the cohort bought ($kind: classic, in the
-- period; rolling, in it or later; cumulative, a later purchase than the first by its end, which
-- under a filter is the second one inside it). Periods: snapshot/macros.sql. A period that ends
-- after $as_of is not observed: no row.
with members as (
    select
        customer_key,
        first_day,
        cast(date_trunc($grain, first_day) as date) as cohort
    from shown
    where number = 1
        and ($since::date is null or first_day >= date_trunc($grain, $since::date))
),

cohorts as (
    select cohort, count(*) as size, max(first_day) as newest_first_day
    from members
    group by cohort
),

bought as (
    select
        s.customer_key,
        m.cohort,
        s.number,
        period_of($grain, $clock, m.first_day, s.day) as period
    from shown as s
    inner join members as m on m.customer_key = s.customer_key
),

-- for each customer the periods in which they count as active
counted as (
    select customer_key, cohort, period as from_period, period as to_period
    from bought
    where $kind = 'classic'
    union
    select customer_key, cohort, 0, max(period)
    from bought
    where $kind = 'rolling'
    group by customer_key, cohort
    union
    select customer_key, cohort, min(period), 1000000
    from bought
    where $kind = 'cumulative' and number > 1
    group by customer_key, cohort
),

periods as (
    -- more than enough periods; those not over by $as_of are left out below
    select cast(unnest(range(0, (
        select cast(coalesce($as_of - min(first_day), 0) / 7 as integer) + 2 from members
    ))) as integer) as period
),

observed as (
    select c.cohort, c.size, p.period
    from cohorts as c
    cross join periods as p
    where $as_of >= period_ends($grain, $clock, c.cohort, c.newest_first_day, p.period)
),

active as (
    select o.cohort, o.period, count(distinct k.customer_key) as active
    from observed as o
    inner join counted as k
        on k.cohort = o.cohort and o.period between k.from_period and k.to_period
    group by o.cohort, o.period
)

select
    o.cohort,
    o.size::bigint as size,
    o.period,
    coalesce(a.active, 0)::bigint as active
from observed as o
left join active as a on a.cohort = o.cohort and a.period = o.period
order by o.cohort, o.period
