-- one row per customer: the contact fields as last written
with written as (
    select
        customer,
        arg_max(customer_name, ordered_at) filter (where customer_name is not null) as name,
        arg_max(email, ordered_at) filter (where email is not null) as email,
        arg_max(phone, ordered_at) filter (where phone is not null) as phone,
        arg_max(city, ordered_at) filter (where city is not null) as city,
        arg_max(country, ordered_at) filter (where country is not null) as country
    from sales_lines
    where customer is not null and superseded_by is null
    group by customer
)

select k.customer_key, w.*
from written as w
inner join customer_keys as k on k.customer = w.customer
