-- one number: in how many cells a decimal dot is certain
select (
    count(case when contains(quantity, '.') and is_plain_number(quantity) then 1 end)
    + count(case when contains(unit_price, '.') and is_plain_number(unit_price) then 1 end)
    + count(case when contains(discount, '.') and is_plain_number(discount) then 1 end)
    + count(case when contains(amount, '.') and is_plain_number(amount) then 1 end)
    + count(case when contains(unit_cost, '.') and is_plain_number(unit_cost) then 1 end)
    + count(case when contains(order_amount, '.') and is_plain_number(order_amount) then 1 end)
)::bigint as dots
from staged
