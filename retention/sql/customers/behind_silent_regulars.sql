-- returning customers, not lapsed, silent beyond the P95 of their own rhythm, as in changes/silent
select customer_key from customers_now where status = 'broken' and purchases > 1
