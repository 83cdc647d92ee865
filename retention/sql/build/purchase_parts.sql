-- one row per customer, day and what the filters know; anonymous sales have no customer
select
    customer_key,
    purchase_day as day,
    channel,
    store,
    category,
    salesperson,
    sum(amount) as amount,
    count(*) as lines
from lines
group by customer_key, purchase_day, channel, store, category, salesperson
