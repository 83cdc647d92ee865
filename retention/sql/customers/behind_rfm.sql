-- the customers with these scores of recency and frequency
select customer_key from rfm where r = $r and f = $f
