-- one row per complete month: who came in, came back and leaked out. Under a filter the customers
-- are those whose first purchase was inside it; their activity is that of the whole history.
with inside as (
    select s.spell, s.started, s.lapses
    from spells as s
    inner join shown as f on f.customer_key = s.customer_key and f.number = 1
),

months as (
    select cast(unnest(generate_series(
        date_trunc('month', cast(min(started) as timestamp)),
        date_trunc('month', cast($as_of + 1 as timestamp)) - interval 1 month,
        interval 1 month
    )) as date) as month
    from inside
),

came as (
    select
        cast(date_trunc('month', started) as date) as month,
        sum(case when spell = 1 then 1 else 0 end) as new,
        sum(case when spell = 1 then 0 else 1 end) as reactivated
    from inside
    group by date_trunc('month', started)
),

went as (
    select cast(date_trunc('month', lapses) as date) as month, count(*) as lapsed
    from inside
    group by date_trunc('month', lapses)
),

flows as (
    select
        m.month,
        coalesce(c.new, 0)::bigint as new,
        coalesce(c.reactivated, 0)::bigint as reactivated,
        coalesce(w.lapsed, 0)::bigint as lapsed
    from months as m
    left join came as c on c.month = m.month
    left join went as w on w.month = m.month
),

levels as (
    select
        *,
        (sum(new + reactivated - lapsed) over (
            order by month rows between unbounded preceding and current row
        ))::bigint as at_end
    from flows
)

select
    month,
    at_end - new - reactivated + lapsed as at_start,
    new,
    reactivated,
    lapsed,
    at_end,
    -- nobody can be seen to lapse before 2H days of history stand behind
    month >= (select min(day) from purchases) + 2 * $horizon_days as settled
from levels
order by month
