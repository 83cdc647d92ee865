-- one row per product the customer bought, fees left out; returns netted. A day is one of buying:
-- neither of bringing back nor of an order that was cancelled
select
    p.product,
    p.product_name,
    p.category,
    count(distinct case when not l.is_return then l.day end)::bigint as days,
    sum(l.quantity) as quantity,
    sum(l.amount) as amount,
    min(l.day) filter (where not l.is_return) as first,
    max(l.day) filter (where not l.is_return) as last
from lines as l
inner join customer_keys as k on k.customer_key = l.customer_key and k.customer = $customer
inner join products as p on p.product_key = l.product_key
where l.is_product
group by p.product, p.product_name, p.category
having bool_or(not l.is_return) or sum(l.amount) <> 0
order by sum(l.amount) desc, p.product
