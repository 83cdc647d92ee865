-- one row per customer: the key used inside and the text id used outside
select customer_key, customer from customer_keys where is_own order by customer_key
