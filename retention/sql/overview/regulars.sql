-- one row per kind of customer active at the end of the newest complete month whose first purchase
-- was inside the filters, by all purchases until then, with what they bought inside the filters by
-- then; the amount is net, so a day on which goods only came back counts in it too
with ends as (
    select cast(date_trunc('month', cast($as_of + 1 as timestamp)) as date) as after_month
),

active as (
    select s.customer_key
    from spells as s
    inner join shown as f on f.customer_key = s.customer_key and f.number = 1
    cross join ends as e
    where s.started < e.after_month and s.lapses >= e.after_month
),

totals as (
    select a.customer_key, max(p.number) as purchases
    from active as a
    inner join purchases as p on p.customer_key = a.customer_key
    cross join ends as e
    where p.day < e.after_month
    group by a.customer_key
),

inside as (
    select b.customer_key, b.day, sum(b.amount) as amount
    from shown_parts as b
    cross join ends as e
    where b.customer_key is not null and b.day < e.after_month
        and ($since::date is null or b.day >= $since::date)
    group by b.customer_key, b.day
),

spent as (
    select i.customer_key, count(s.number) as purchases, sum(i.amount) as amount
    from inside as i
    left join shown as s on s.customer_key = i.customer_key and s.day = i.day
    group by i.customer_key
),

kinds as (
    select
        t.customer_key,
        coalesce(s.purchases, 0) as purchases,
        case when s.customer_key is null then 0 else s.amount end as amount,
        case when t.purchases >= $regular_from then 1 when t.purchases > 1 then 2 else 3 end as kind
    from totals as t
    left join spent as s on s.customer_key = t.customer_key
)

select
    case kind when 1 then 'regulars' when 2 then 'on the way' else 'one-time buyers' end
        as customers_are,
    count(*)::bigint as customers,
    sum(purchases)::bigint as purchases,
    sum(amount) as amount,
    -- of each customer, for the interval
    list(coalesce(cast(amount as double), 0) order by customer_key) as amounts
from kinds
group by kind
order by kind
