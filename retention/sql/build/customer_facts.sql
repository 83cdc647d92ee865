-- one row per customer of the files of customers: what was said last of each field. A newer file
-- without a field does not make it unknown
with said as (
    select customer, batch, row_number, customer_name, email, phone, city, country, acquired_via,
        referred_by, birthday, customer_type, reason_for_coming, loyalty_reason, tags,
        nullif(consent_email, 'unknown') as consent_email,
        nullif(consent_phone, 'unknown') as consent_phone,
        nullif(consent_sms, 'unknown') as consent_sms,
        nullif(consent_post, 'unknown') as consent_post
    from records
    where kind = 'customers'
),

latest as (
    select customer,
        first_value(customer_name ignore nulls) over newest_first as name,
        first_value(email ignore nulls) over newest_first as email,
        first_value(phone ignore nulls) over newest_first as phone,
        first_value(city ignore nulls) over newest_first as city,
        first_value(country ignore nulls) over newest_first as country,
        first_value(acquired_via ignore nulls) over newest_first as acquired_via,
        first_value(referred_by ignore nulls) over newest_first as referred_by,
        first_value(consent_email ignore nulls) over newest_first as consent_email,
        first_value(consent_phone ignore nulls) over newest_first as consent_phone,
        first_value(consent_sms ignore nulls) over newest_first as consent_sms,
        first_value(consent_post ignore nulls) over newest_first as consent_post,
        first_value(birthday ignore nulls) over newest_first as birthday,
        first_value(customer_type ignore nulls) over newest_first as customer_type,
        first_value(reason_for_coming ignore nulls) over newest_first as reason_for_coming,
        first_value(loyalty_reason ignore nulls) over newest_first as loyalty_reason,
        first_value(tags ignore nulls) over newest_first as tags,
        row_number() over (partition by customer order by batch desc, row_number desc) as place
    from said
    window newest_first as (
        partition by customer order by batch desc, row_number desc
        rows between unbounded preceding and unbounded following
    )
)

select customer, name, email, phone, city, country, acquired_via, referred_by,
    coalesce(consent_email, 'unknown') as consent_email,
    coalesce(consent_phone, 'unknown') as consent_phone,
    coalesce(consent_sms, 'unknown') as consent_sms,
    coalesce(consent_post, 'unknown') as consent_post,
    birthday, customer_type, reason_for_coming, loyalty_reason, tags
from latest
where place = 1
