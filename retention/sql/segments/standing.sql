-- one row per customer with a purchase: what the scores are made of, the scores, the segment, the net
-- amount of the last 365 days, and whether a purchase lies inside the filters
with recent as (
    select customer_key, sum(coalesce(amount, 0)) as amount_year
    from customer_days
    where purchase_day > $as_of - 365
    group by customer_key
)

select
    c.customer_key,
    c.days_since,
    c.purchases,
    cast(c.amount as double) as amount,
    s.r,
    s.f,
    s.m,
    s.segment,
    cast(coalesce(y.amount_year, 0) as double) as amount_year,
    c.customer_key in (select customer_key from shown) as is_shown
from customers_now as c
inner join rfm as s on s.customer_key = c.customer_key
left join recent as y on y.customer_key = c.customer_key
order by c.customer_key
