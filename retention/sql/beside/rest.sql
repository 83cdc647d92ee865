-- two rows at most: the customers whose first purchase was inside the filters, and the rest. Both by
-- all their purchases; the last twelve months are the complete ones, as in bucket/leak_by.sql
with ends as (
    select
        cast(date_trunc('month', cast($as_of + 1 as timestamp)) as date) as after_end,
        cast(date_trunc('month', cast($as_of + 1 as timestamp)) - interval 12 month as date)
            as begins
),

members as (
    select
        p.customer_key,
        case when s.customer_key is null then 0 else 1 end as inside,
        p.customer_key % 200 as block,
        p.day as first_day
    from purchases as p
    left join shown as s on s.customer_key = p.customer_key and s.number = 1
    where p.number = 1
),

seconds as (
    select
        m.inside,
        count(*) as n,
        sum(case when p.gap_days <= $within then 1 else 0 end) as events
    from members as m
    left join purchases as p on p.customer_key = m.customer_key and p.number = 2
    where m.first_day <= $as_of - $within
    group by m.inside
),

active as (
    select
        m.inside,
        count(*) as n,
        sum(case when c.purchases >= 2 then 1 else 0 end) as events
    from members as m
    inner join spells as s on s.customer_key = m.customer_key
    inner join customers_now as c on c.customer_key = m.customer_key
    where s.started <= $as_of and s.lapses > $as_of
    group by m.inside
),

leaks as (
    select
        m.inside,
        count(*) as n,
        sum(case when s.lapses < e.after_end then 1 else 0 end) as events
    from members as m
    inner join spells as s on s.customer_key = m.customer_key
    cross join ends as e
    where s.started < e.begins and s.lapses >= e.begins
        and e.begins >= (select min(day) from purchases) + 2 * $horizon_days
    group by m.inside
)

select
    m.inside,
    count(*)::bigint as customers,
    max(coalesce(b.n, 0))::bigint as second_n,
    max(coalesce(b.events, 0))::bigint as second_events,
    max(coalesce(a.n, 0))::bigint as regulars_n,
    max(coalesce(a.events, 0))::bigint as regulars_events,
    max(coalesce(l.n, 0))::bigint as leak_n,
    max(coalesce(l.events, 0))::bigint as leak_events
from members as m
left join seconds as b on b.inside = m.inside
left join active as a on a.inside = m.inside
left join leaks as l on l.inside = m.inside
group by m.inside
order by m.inside desc
