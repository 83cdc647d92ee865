-- one row per segment that occurs: its customers with a purchase inside the filters and what they
-- bought inside them
with spent as (
    select customer_key, sum(amount) as amount from shown_parts group by customer_key
),

bought as (
    select customer_key, count(*) as purchases from shown group by customer_key
)

select
    s.segment,
    count(*)::bigint as customers,
    sum(m.amount) as amount,
    sum(b.purchases)::bigint as orders,
    median(c.days_since) as days_since_median
from rfm as s
inner join bought as b on b.customer_key = s.customer_key
inner join spent as m on m.customer_key = s.customer_key
inner join customers_now as c on c.customer_key = s.customer_key
group by s.segment
