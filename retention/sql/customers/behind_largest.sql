-- the $customers customers with the largest net amount inside the filters, as in concentration/spent
select customer_key
from shown_parts
where customer_key is not null and ($since::date is null or day >= $since::date)
group by customer_key
having sum(amount) >= 0
order by sum(amount) desc, customer_key
limit $customers
