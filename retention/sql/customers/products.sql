-- one row per product the customer bought, fees left out; returns netted
select
    p.product,
    p.product_name,
    p.category,
    count(distinct case when not l.is_return then l.day end)::bigint as days,
    sum(l.quantity) as quantity,
    sum(l.amount) as amount,
    min(l.day) as first,
    max(l.day) as last
from lines as l
inner join customer_keys as k on k.customer_key = l.customer_key and k.customer = $customer
inner join products as p on p.product_key = l.product_key
where l.is_product
group by p.product, p.product_name, p.category
order by sum(l.amount) desc, p.product
