-- one row per customer: the contact fields as last written under any of the customer's numbers; of
-- two written at one time the later in the alphabet, so that every engine chooses the same
with ranked as (
    select k.customer_key, w.field, w.value,
        row_number() over (
            partition by k.customer_key, w.field order by w.last_at desc, w.value desc
        ) as place
    from customer_written as w
    inner join customer_keys as k on k.customer = w.customer
),

latest as (
    select
        customer_key,
        max(case when field = 'name' then value end) as name,
        max(case when field = 'email' then value end) as email,
        max(case when field = 'phone' then value end) as phone,
        max(case when field = 'city' then value end) as city,
        max(case when field = 'country' then value end) as country
    from ranked
    where place = 1
    group by customer_key
),

by_email as (
    select email, max(name) as name, max(phone) as phone, max(city) as city,
        max(country) as country, max(acquired_via) as acquired_via
    from customer_facts
    where email is not null
    group by email
    having count(*) = 1
),

by_phone as (
    select phone, max(name) as name, max(email) as email, max(city) as city,
        max(country) as country, max(acquired_via) as acquired_via
    from customer_facts
    where phone is not null
    group by phone
    having count(*) = 1
),

-- the files of customers name a person by the same number or, where the sales have no number, by
-- the e-mail address or the phone
stated as (
    select k.customer_key, k.customer, k.is_own,
        coalesce(f.name, e.name, t.name) as name,
        coalesce(f.email, e.email, t.email) as email,
        coalesce(f.phone, e.phone, t.phone) as phone,
        coalesce(f.city, e.city, t.city) as city,
        coalesce(f.country, e.country, t.country) as country,
        coalesce(f.acquired_via, e.acquired_via, t.acquired_via) as acquired_via
    from customer_keys as k
    left join customer_facts as f on f.customer = k.customer
    left join by_email as e on e.email = k.customer and f.customer is null
    left join by_phone as t on t.phone = k.customer and f.customer is null
),

-- of a person with several numbers, what is stated of the own one goes before the others
stated_once as (
    select
        customer_key,
        max(case when is_own then customer end) as customer,
        coalesce(max(case when is_own then name end), max(name)) as name,
        coalesce(max(case when is_own then email end), max(email)) as email,
        coalesce(max(case when is_own then phone end), max(phone)) as phone,
        coalesce(max(case when is_own then city end), max(city)) as city,
        coalesce(max(case when is_own then country end), max(country)) as country,
        coalesce(max(case when is_own then acquired_via end), max(acquired_via)) as acquired_via
    from stated
    group by customer_key
)

-- where sales say nothing, the files of customers may
select s.customer_key, s.customer,
    coalesce(l.name, s.name) as name,
    coalesce(l.email, s.email) as email,
    coalesce(l.phone, s.phone) as phone,
    coalesce(l.city, s.city) as city,
    coalesce(l.country, s.country) as country,
    s.acquired_via
from stated_once as s
left join latest as l on l.customer_key = s.customer_key
