-- everything known of one customer
select
    c.*,
    s.r,
    s.f,
    s.m,
    s.segment,
    c.amount / nullif((select sum(amount) from customers_now), 0) as amount_share
from customers_now as c
inner join rfm as s on s.customer_key = c.customer_key
where c.customer = $customer
