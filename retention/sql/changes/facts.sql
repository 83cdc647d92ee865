-- one row per span: what happened in ($before_day, $as_of] and in the same days a year earlier, as
-- known on $as_of; flows are of customers whose first purchase was inside the filters, money and
-- purchases are those inside them
with spans as (
    select $before_day::date as from_day, $as_of::date as to_day, 'now' as span
    union all
    select
        cast($before_day::date - to_years(1) as date),
        cast($as_of::date - to_years(1) as date),
        'year_ago'
),

inside as (
    select s.spell, s.started, s.lapses
    from spells as s
    inner join shown as f on f.customer_key = s.customer_key and f.number = 1
),

flows as (
    select
        x.span,
        sum(case when i.spell = 1 and i.started > x.from_day and i.started <= x.to_day
            then 1 else 0 end) as new,
        sum(case when i.spell > 1 and i.started > x.from_day and i.started <= x.to_day
            then 1 else 0 end) as reactivated,
        sum(case when i.lapses > x.from_day and i.lapses <= x.to_day then 1 else 0 end) as lapsed,
        sum(case when i.started <= x.from_day and i.lapses > x.from_day then 1 else 0 end)
            as active_before,
        sum(case when i.started <= x.to_day and i.lapses > x.to_day then 1 else 0 end)
            as active_after
    from spans as x
    cross join inside as i
    group by x.span
),

money as (
    select x.span, sum(p.amount) as amount
    from spans as x
    inner join shown_parts as p on p.day > x.from_day and p.day <= x.to_day
    group by x.span
),

bought as (
    select x.span, count(*) as purchases, count(distinct s.customer_key) as customers
    from spans as x
    inner join shown as s on s.day > x.from_day and s.day <= x.to_day
    group by x.span
)

select
    x.span,
    coalesce(f.new, 0)::bigint as new,
    coalesce(f.reactivated, 0)::bigint as reactivated,
    coalesce(f.lapsed, 0)::bigint as lapsed,
    coalesce(f.active_before, 0)::bigint as active_before,
    coalesce(f.active_after, 0)::bigint as active_after,
    coalesce(m.amount, 0) as amount,
    coalesce(b.purchases, 0)::bigint as purchases,
    coalesce(b.customers, 0)::bigint as customers
from spans as x
left join flows as f on f.span = x.span
left join money as m on m.span = x.span
left join bought as b on b.span = x.span
order by x.span
