-- one row per customer, the largest net amount inside the filters first; who brought back more than
-- they bought is left out
select customer_key, sum(amount) as amount
from shown_parts
where customer_key is not null and ($since::date is null or day >= $since::date)
group by customer_key
having sum(amount) >= 0
order by amount desc, customer_key
