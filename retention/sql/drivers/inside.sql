-- one row per customer: the first day that she bought inside the filters
select customer_key, min(day) as first_inside
from shown_parts
where customer_key is not null
group by customer_key
