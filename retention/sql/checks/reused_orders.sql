-- one row if order numbers of this upload stand for several customers of its source: how many, and
-- the first of them. Of a large upload one order number in $one_of is looked at
with brought as (
    select order_id, customer
    from incoming
    where order_id is not null and hash(order_id) % cast($one_of as ubigint) = 0
),

-- a person under two numbers is met among the orders held before as well
held as (
    select s.order_id, s.customer
    from sales_lines as s
    where s.batch <> $batch and s.source = $source and s.superseded_by is null
        and s.order_id in (select order_id from brought)
),

shared as (
    select order_id, min(customer) as one, max(customer) as other
    from (select * from brought union all select * from held) as sides
    where customer is not null
    group by order_id
    having min(customer) <> max(customer)
)

select count(*) * $one_of as orders, min(order_id) as order_id,
    arg_min(one, order_id) as one, arg_min(other, order_id) as other
from shared
having count(*) > 0
