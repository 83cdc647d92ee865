-- one row per complete month that ends a window of $months months: of the customers active when
-- the window began, how many lapsed within it. Members as in flows.sql.
with inside as (
    select
        s.started,
        s.lapses,
        year(s.started) * 12 + month(s.started) as started_in,
        year(s.lapses) * 12 + month(s.lapses) as lapsed_in
    from spells as s
    inner join shown as f on f.customer_key = s.customer_key and f.number = 1
),

-- few rows, however many customers there are
pairs as (
    select started_in, lapsed_in, count(*) as spells
    from inside
    group by started_in, lapsed_in
),

months as (
    select cast(unnest(generate_series(
        date_trunc('month', cast(min(started) as timestamp))
            + to_months(cast($months as integer) - 1),
        date_trunc('month', cast($as_of + 1 as timestamp)) - interval 1 month,
        interval 1 month
    )) as date) as month
    from inside
),

windows as (
    select
        month,
        year(month) * 12 + month(month) as ends_in,
        year(month) * 12 + month(month) - $months + 1 as begins_in
    from months
)

select
    w.month,
    coalesce(sum(p.spells), 0)::bigint as at_start,
    coalesce(sum(case when p.lapsed_in <= w.ends_in then p.spells else 0 end), 0)::bigint as lapsed,
    cast(w.month - to_months(cast($months as integer) - 1) as date)
        >= (select min(day) from purchases) + 2 * $horizon_days as settled
from windows as w
left join pairs as p on p.started_in < w.begins_in and p.lapsed_in >= w.begins_in
group by w.month
order by w.month
