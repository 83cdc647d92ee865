-- one row per customer of the last 2H days: margin on the lines that bring a cost, and the amount
-- of the lines that bring none
select
    customer_key,
    sum(case when unit_cost is not null then amount - unit_cost * quantity else 0 end) as margin,
    sum(case when unit_cost is not null then amount else 0 end) as amount_with_cost,
    sum(case when unit_cost is null then amount else 0 end) as amount_without_cost
from lines
where customer_key is not null and day > $as_of - 2 * $horizon_days
group by customer_key
