-- one row per purchase: a customer-day with a net amount above zero, or a visit whose lines bring
-- no amount at all (a salon's book), by customer and number
with days as (
    select customer_key, purchase_day as day, coalesce(sum(amount), 0) as amount
    from customer_days
    where known_day <= $as_of
    group by customer_key, purchase_day
    having coalesce(sum(amount) > 0, true)
)

select
    customer_key,
    cast(row_number() over (partition by customer_key order by day) as integer) as number,
    day,
    amount,
    min(day) over (partition by customer_key) as first_day,
    day - lag(day) over (partition by customer_key order by day) as gap_days
from days
order by customer_key, number
