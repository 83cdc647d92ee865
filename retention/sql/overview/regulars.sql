-- one row per kind of customer by all purchases so far, with what they bought inside the filters
with totals as (
    select customer_key, max(number) as purchases from purchases group by customer_key
),

spent as (
    select customer_key, count(*) as purchases, sum(amount) as amount
    from shown
    where $since::date is null or day >= $since::date
    group by customer_key
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
    count(*)::bigint as customers,
    sum(purchases)::bigint as purchases,
    sum(amount) as amount
from kinds
group by kind
order by kind
