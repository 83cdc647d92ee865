-- one row: the first day with a sale to a known customer; NULL where there is none
select min(purchase_day) as first_day from customer_days
