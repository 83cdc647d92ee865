-- one row per customer and month: net amount by the month of the original order
with money as (
    select customer_key, cast(date_trunc('month', purchase_day) as date) as month,
        sum(amount) as amount
    from customer_days
    where known_day <= $as_of
    group by customer_key, date_trunc('month', purchase_day)
),

bought as (
    select customer_key, cast(date_trunc('month', day) as date) as month, count(*) as purchases
    from purchases
    group by customer_key, date_trunc('month', day)
)

select m.customer_key, m.month, coalesce(b.purchases, 0) as purchases, m.amount
from money as m
left join bought as b on b.customer_key = m.customer_key and b.month = m.month
