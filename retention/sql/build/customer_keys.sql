-- one row per customer: a short integer key, in the order of first appearance
with seen as (
    select customer, min(ordered_at) as first_seen
    from sales_lines
    where customer is not null and superseded_by is null
    group by customer
)
select cast(row_number() over (order by first_seen, customer) as integer) as customer_key, customer
from seen
