-- everything known of one customer, by any of the customer's numbers
select
    c.*,
    s.r,
    s.f,
    s.m,
    s.segment,
    (select string_agg(k.customer, ' · ' order by k.customer)
     from customer_keys as k
     where k.customer_key = c.customer_key and not k.is_own) as other_numbers,
    c.amount / nullif((select sum(amount) from customers_now), 0) as amount_share
from customers_now as c
inner join rfm as s on s.customer_key = c.customer_key
where c.customer_key in (select customer_key from customer_keys where customer = $customer)
