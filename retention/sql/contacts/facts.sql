-- one row per customer: who they are, how they usually buy, and what they bring
select
    c.customer_key,
    c.customer,
    c.name,
    c.email,
    c.phone,
    c.country,
    c.status,
    c.purchases,
    c.amount,
    c.amount_2h,
    c.last_day,
    c.days_since,
    c.gap_days,
    c.gap_spread,
    c.rhythm,
    c.overdue_ratio,
    c.last_salesperson,
    c.last_store,
    c.last_channel,
    r.segment
from customers_now as c
inner join rfm as r on r.customer_key = c.customer_key
where exists (select 1 from shown as s where s.customer_key = c.customer_key)
