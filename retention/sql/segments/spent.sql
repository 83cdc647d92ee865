-- one row per customer with a purchase inside the filters: the segment and the net amount inside
-- them; members as in summary.sql
select s.segment, sum(p.amount) as amount
from rfm as s
inner join shown_parts as p on p.customer_key = s.customer_key
where s.customer_key in (select customer_key from shown)
group by s.customer_key, s.segment
having sum(p.amount) is not null
order by s.customer_key
