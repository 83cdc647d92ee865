-- one row per customer: the contact fields as last written; of two written at one time the later
-- in the alphabet, so that every engine chooses the same
with written as (
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
),

ranked as (
    select *,
        row_number() over (partition by customer, field order by last_at desc, value desc) as place
    from written
),

latest as (
    select
        customer,
        max(case when field = 'name' then value end) as name,
        max(case when field = 'email' then value end) as email,
        max(case when field = 'phone' then value end) as phone,
        max(case when field = 'city' then value end) as city,
        max(case when field = 'country' then value end) as country
    from ranked
    where place = 1
    group by customer
)

select k.customer_key, k.customer, l.name, l.email, l.phone, l.city, l.country
from customer_keys as k
left join latest as l on l.customer = k.customer
