-- one row per cohort, part of it and observed period: how many of the part bought ($kind: classic,
-- in the period; rolling, in it or later; cumulative, a later purchase than the first by its end,
-- which under a filter is the second one inside it). Parts, by what the first purchase was like
-- ($by; '' leaves the cohort whole), and periods: snapshot/macros.sql. A period that ends after
-- $as_of for anybody of the cohort is not observed: no row.
with members as (
    select
        s.customer_key,
        s.first_day,
        cast(date_trunc($grain, s.first_day) as date) as cohort,
        b.began_with
    from shown as s
    inner join began_by($by) as b on b.customer_key = s.customer_key
    where s.number = 1
        and ($since::date is null or s.first_day >= date_trunc($grain, $since::date))
),

cohorts as (
    select cohort, max(first_day) as newest_first_day
    from members
    group by cohort
),

parts as (
    select cohort, began_with, count(*) as size
    from members
    group by cohort, began_with
),

bought as (
    select
        s.customer_key,
        m.cohort,
        m.began_with,
        s.number,
        period_of($grain, $clock, m.first_day, s.day) as period
    from shown as s
    inner join members as m on m.customer_key = s.customer_key
),

-- for each customer the periods in which they count as active
counted as (
    select customer_key, cohort, began_with, period as from_period, period as to_period
    from bought
    where $kind = 'classic'
    union
    select customer_key, cohort, began_with, 0, max(period)
    from bought
    where $kind = 'rolling'
    group by customer_key, cohort, began_with
    union
    select customer_key, cohort, began_with, min(period), 1000000
    from bought
    where $kind = 'cumulative' and number > 1
    group by customer_key, cohort, began_with
),

periods as (
    -- more than enough periods; those not over by $as_of are left out below
    select cast(unnest(range(0, (
        select cast(coalesce($as_of - min(first_day), 0) / 7 as integer) + 2 from members
    ))) as integer) as period
),

observed as (
    select c.cohort, g.began_with, g.size, p.period
    from cohorts as c
    inner join parts as g on g.cohort = c.cohort
    cross join periods as p
    where $as_of >= period_ends($grain, $clock, c.cohort, c.newest_first_day, p.period)
),

active as (
    select o.cohort, o.began_with, o.period, count(distinct k.customer_key) as active
    from observed as o
    inner join counted as k
        on k.cohort = o.cohort
        and k.began_with = o.began_with
        and o.period between k.from_period and k.to_period
    group by o.cohort, o.began_with, o.period
)

select
    o.cohort,
    o.began_with,
    o.size::bigint as size,
    o.period,
    coalesce(a.active, 0)::bigint as active
from observed as o
left join active as a
    on a.cohort = o.cohort and a.began_with = o.began_with and a.period = o.period
order by o.cohort, o.began_with, o.period
