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
),

by_email as (
    select email, max(name) as name, max(phone) as phone, max(city) as city,
        max(country) as country
    from customer_facts
    where email is not null
    group by email
    having count(*) = 1
),

by_phone as (
    select phone, max(name) as name, max(email) as email, max(city) as city,
        max(country) as country
    from customer_facts
    where phone is not null
    group by phone
    having count(*) = 1
)

-- where sales say nothing, the files of customers may; they name a person by the same number or,
-- where the sales have no number, by the e-mail address or the phone
select k.customer_key, k.customer,
    coalesce(l.name, f.name, e.name, t.name) as name,
    coalesce(l.email, f.email, e.email, t.email) as email,
    coalesce(l.phone, f.phone, e.phone, t.phone) as phone,
    coalesce(l.city, f.city, e.city, t.city) as city,
    coalesce(l.country, f.country, e.country, t.country) as country
from customer_keys as k
left join latest as l on l.customer = k.customer
left join customer_facts as f on f.customer = k.customer
left join by_email as e on e.email = k.customer and f.customer is null
left join by_phone as t on t.phone = k.customer and f.customer is null
