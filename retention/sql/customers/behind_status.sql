-- the customers of one status
select customer_key from customers_now where status = $status
