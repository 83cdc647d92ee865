-- one row per customer of the last 2H days: margin on the lines whose cost is known (a cost a piece
-- and how many pieces), and the amount of the lines whose cost is not. A return belongs to the day
-- of its order, as in the amount of the last 2H days.
with costed as (
    select customer_key, amount, unit_cost * quantity as cost
    from lines
    where customer_key is not null and purchase_day > $as_of - 2 * $horizon_days
)

select
    customer_key,
    sum(case when cost is not null then amount - cost else 0 end) as margin,
    sum(case when cost is not null then amount else 0 end) as amount_with_cost,
    sum(case when cost is null then amount else 0 end) as amount_without_cost
from costed
group by customer_key
