-- one row: the first day with a sale to a known customer (NULL where there is none), how many
-- customers there are, and how many of them made a purchase
select
    min(purchase_day) as first_day,
    count(distinct customer_key) as customers,
    count(distinct case when coalesce(amount > 0, true) then customer_key end) as buyers
from customer_days
