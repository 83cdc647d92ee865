-- one row per status: customers with a purchase inside the filters, by where they stand in their
-- own rhythm on the whole history; spent_2h is the net amount of their last 2H days
select
    c.status,
    count(*)::bigint as customers,
    sum(c.amount) as amount,
    sum(c.amount_2h) as spent_2h,
    sum(case when c.weekly_silent then 1 else 0 end)::bigint as weekly_silent
from customers_now as c
where c.customer_key in (select customer_key from shown)
group by c.status
