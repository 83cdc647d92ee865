-- one row per customer number, contact field and value ever written in the sales held: when last
select customer, 'name' as field, customer_name as value, max(ordered_at) as last_at
from sales_lines
where customer is not null and customer_name is not null and superseded_by is null
group by customer, customer_name
union all
select customer, 'email', email, max(ordered_at)
from sales_lines
where customer is not null and email is not null and superseded_by is null
group by customer, email
union all
select customer, 'phone', phone, max(ordered_at)
from sales_lines
where customer is not null and phone is not null and superseded_by is null
group by customer, phone
union all
select customer, 'city', city, max(ordered_at)
from sales_lines
where customer is not null and city is not null and superseded_by is null
group by customer, city
union all
select customer, 'country', country, max(ordered_at)
from sales_lines
where customer is not null and country is not null and superseded_by is null
group by customer, country
