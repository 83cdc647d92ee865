-- whether the customer is in the sales at all, and in how many lines by as_of
select count(distinct k.customer)::bigint as known, count(l.day)::bigint as lines
from customer_keys as k
left join lines as l on l.customer_key = k.customer_key
where k.customer = $customer
