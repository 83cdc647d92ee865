-- one row if order numbers of this upload stand for several customers of its source: how many, and
-- the first of them. Of a large upload one order number in $one_of is looked at
with shared as (
    select order_id, min(customer) as one, max(customer) as other
    from sales_lines
    where source = $source and superseded_by is null and order_id is not null
        and customer is not null and hash(order_id) % $one_of = 0
    group by order_id
    having bool_or(batch = $batch) and min(customer) <> max(customer)
)

select count(*) * $one_of as orders, min(order_id) as order_id,
    arg_min(one, order_id) as one, arg_min(other, order_id) as other
from shared
having count(*) > 0
