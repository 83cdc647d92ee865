-- one row per customer with a purchase inside the filters; what is said of them is of their whole
-- history
select
    c.customer_key,
    c.customer,
    c.name,
    c.purchases,
    c.amount,
    c.first_day,
    c.last_day,
    c.days_since,
    c.gap_days,
    c.gap_spread,
    c.overdue_ratio,
    c.rhythm,
    c.status,
    s.segment,
    c.amount_2h
from customers_now as c
inner join rfm as s on s.customer_key = c.customer_key
where c.customer_key in (select customer_key from shown)
order by c.amount desc, c.customer_key
