-- one row per frequency, recency and age on the evening of $cutoff: how many customers share them
--
-- frequency: purchases after the first; recency: days from the first to the last; age: days from
-- the first to $cutoff. $one_in keeps one customer in so many (1: everybody).
with days as (
    select customer_key, purchase_day as day
    from customer_days
    where known_day <= $cutoff and customer_key % $one_in = 0
    group by customer_key, purchase_day
    having coalesce(sum(amount) > 0, true)
),

customers as (
    select
        count(*) - 1 as frequency,
        max(day) - min(day) as recency,
        $cutoff - min(day) as age
    from days
    group by customer_key
)

select frequency, recency, age, count(*) as customers
from customers
group by frequency, recency, age
order by frequency, recency, age
