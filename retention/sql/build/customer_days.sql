-- one row per customer, day of the order and day on which the amount became known; the amount of
-- a customer-day as known on any day t is the sum over known_day <= t
with told as (
    select customer_key, purchase_day, day as known_day, amount
    from lines
    -- a cancelled visit without an amount did not happen
    where not (is_return and amount is null)
    union all
    -- what was cancelled on a later day counted until then
    select customer_key, purchase_day, day, amount_until_cancelled
    from lines
    where cancelled_day is not null
    union all
    -- who holds the file knows of every cancelling in it, also of one after its last sale
    select customer_key, purchase_day, least(cancelled_day, (select max(day) from lines)),
        -amount_until_cancelled
    from lines
    where cancelled_day is not null
)

select
    customer_key,
    purchase_day,
    known_day,
    sum(amount) as amount
from told
where customer_key is not null
group by customer_key, purchase_day, known_day
