-- one row per customer with a purchase inside the filters: scores and segment on the whole history
select c.customer, s.r, s.f, s.m, s.segment
from rfm as s
inner join customer_keys as c on c.customer_key = s.customer_key
where s.customer_key in (select customer_key from shown)
order by s.customer_key
