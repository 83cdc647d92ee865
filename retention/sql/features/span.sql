-- one row: the first day with a sale to a known customer (NULL where there is none), and how many
-- customers there are
select min(purchase_day) as first_day, count(distinct customer_key) as customers from customer_days
