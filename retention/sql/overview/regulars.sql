-- one row per kind of customer by all purchases so far, with what they bought inside the
-- filters; the amount is net, so a day on which goods only came back counts in it too
with totals as (
    select customer_key, max(number) as purchases from purchases group by customer_key
),

inside as (
    select customer_key, day, sum(amount) as amount
    from shown_parts
    where customer_key is not null and ($since::date is null or day >= $since::date)
    group by customer_key, day
),

spent as (
    select i.customer_key, count(s.number) as purchases, sum(i.amount) as amount
    from inside as i
    left join shown as s on s.customer_key = i.customer_key and s.day = i.day
    group by i.customer_key
),

kinds as (
    select
        s.*,
        case when t.purchases >= $regular_from then 1 when t.purchases > 1 then 2 else 3 end as kind
    from spent as s
    inner join totals as t on t.customer_key = s.customer_key
)

select
    case kind when 1 then 'regulars' when 2 then 'on the way' else 'one-time buyers' end
        as customers_are,
    count(*) filter (where purchases > 0)::bigint as customers,
    sum(purchases)::bigint as purchases,
    sum(amount) as amount
from kinds
group by kind
having sum(purchases) > 0
order by kind
