-- one row per customer with a net amount above zero inside the filters in the last 365 days: that
-- amount and the purchases inside them
with spent as (
    select customer_key, sum(amount) as amount
    from shown_parts
    where customer_key is not null and day > $as_of - 365
    group by customer_key
    having sum(amount) > 0
),

bought as (
    select customer_key, count(*) as purchases
    from shown
    where day > $as_of - 365
    group by customer_key
)

select
    s.customer_key,
    cast(s.amount as double) as amount,
    coalesce(b.purchases, 0)::bigint as purchases
from spent as s
left join bought as b on b.customer_key = s.customer_key
order by s.customer_key
