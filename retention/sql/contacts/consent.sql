-- one row per customer: whether they agreed to e-mails, calls and text messages (yes, no, unknown),
-- said under any number of theirs or of the address that would be used. A no goes before any yes
with persons as (
    select
        customer_key,
        lower(trim(email)) as email,
        -- files write the prefix of a country or leave it out
        right(regexp_replace(phone, '[^0-9]', '', 'g'), 9) as phone_end
    from people
),

facts as (
    select
        customer,
        lower(trim(email)) as email,
        right(regexp_replace(phone, '[^0-9]', '', 'g'), 9) as phone_end,
        nullif(consent_email, 'unknown') as consent_email,
        nullif(consent_phone, 'unknown') as consent_phone,
        nullif(consent_sms, 'unknown') as consent_sms
    from customer_facts
),

said as (
    select k.customer_key, f.consent_email, f.consent_phone, f.consent_sms
    from facts as f
    inner join customer_keys as k on k.customer = f.customer
    union all
    select p.customer_key, f.consent_email, null, null
    from facts as f
    inner join persons as p on p.email = f.email
    union all
    select p.customer_key, null, f.consent_phone, f.consent_sms
    from facts as f
    inner join persons as p on p.phone_end = f.phone_end
    where f.phone_end <> ''
),

-- in the alphabet no comes before yes
by_customer as (
    select
        customer_key,
        min(consent_email) as consent_email,
        min(consent_phone) as consent_phone,
        min(consent_sms) as consent_sms
    from said
    group by customer_key
),

-- who shares an address shares the answer; who has none has a place apart
placed as (
    select
        c.*,
        p.customer_key as person,
        coalesce(p.email, 'none ' || p.customer_key) as email_place,
        coalesce(nullif(p.phone_end, ''), 'none ' || p.customer_key) as phone_place
    from persons as p
    left join by_customer as c on c.customer_key = p.customer_key
)

select
    person as customer_key,
    coalesce(min(consent_email) over (partition by email_place), 'unknown') as consent_email,
    coalesce(min(consent_phone) over (partition by phone_place), 'unknown') as consent_phone,
    coalesce(min(consent_sms) over (partition by phone_place), 'unknown') as consent_sms
from placed
