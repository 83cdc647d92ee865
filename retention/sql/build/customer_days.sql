-- one row per customer, day of the order and day on which the amount became known; the amount of
-- a customer-day as known on any day t is the sum over known_day <= t
select
    customer_key,
    purchase_day,
    day as known_day,
    sum(amount) as amount
from lines
where customer_key is not null
    -- a cancelled visit without an amount did not happen
    and not (is_return and amount is null)
group by customer_key, purchase_day, day
