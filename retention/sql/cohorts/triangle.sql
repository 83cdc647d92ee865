-- one row per cohort and observed period: how many of the cohort bought ($kind: classic, in the
-- period; rolling, in it or later; cumulative, a later purchase than the first by its end, which
-- under a filter is the second one inside it) and for how much net, days of returns included.
-- $grain: week, month, quarter, year. $clock: calendar periods, or elapsed ones of 7, 30, 91 or 365
-- days since the own first purchase. A period that ends after $as_of is not observed: no row.
with units as (
    select case $grain when 'week' then 7 when 'month' then 30 when 'quarter' then 91 else 365 end
        as days
),

members as (
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

inside as (
    select customer_key, day, sum(amount) as amount
    from shown_parts
    where customer_key is not null
    group by customer_key, day
),

-- every day of a member inside the filters; number is empty where the day is no purchase
days as (
    select
        i.customer_key,
        m.cohort,
        s.number,
        i.amount,
        case
            when $clock = 'elapsed' then cast(floor((i.day - m.first_day) / u.days) as integer)
            when $grain = 'week' then
                cast(floor((cast(date_trunc('week', i.day) as date) - m.cohort) / 7) as integer)
            when $grain = 'year' then year(i.day) - year(m.cohort)
            when $grain = 'quarter' then
                (year(i.day) - year(m.cohort)) * 4 + quarter(i.day) - quarter(m.cohort)
            else (year(i.day) - year(m.cohort)) * 12 + month(i.day) - month(m.cohort)
        end as period
    from inside as i
    inner join members as m on m.customer_key = i.customer_key
    left join shown as s on s.customer_key = i.customer_key and s.day = i.day
    cross join units as u
),

bought as (
    select customer_key, cohort, number, period from days where number is not null
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

spent as (
    select cohort, period, sum(amount) as amount from days group by cohort, period
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
    cross join units as u
    where $as_of >= case
        when $clock = 'elapsed' then c.newest_first_day + (p.period + 1) * u.days - 1
        when $grain = 'week' then c.cohort + (p.period + 1) * 7 - 1
        when $grain = 'year' then cast(c.cohort + to_months(12 * (p.period + 1)) as date) - 1
        when $grain = 'quarter' then cast(c.cohort + to_months(3 * (p.period + 1)) as date) - 1
        else cast(c.cohort + to_months(p.period + 1) as date) - 1
    end
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
    coalesce(a.active, 0)::bigint as active,
    coalesce(s.amount, 0) as amount
from observed as o
left join active as a on a.cohort = o.cohort and a.period = o.period
left join spent as s on s.cohort = o.cohort and s.period = o.period
order by o.cohort, o.period
