-- one row per row of a file of customers: every field read, and the reason where it is not taken
create or replace temp table checked_records as
with named as (
    select
        s.row_number,
        'customers' as kind,
        '' as part,
        coalesce(r.customer_id, r.email_key, r.phone_key) as customer,
        clean(s.customer_name) as customer_name,
        r.email_key as email,
        coalesce(r.phone_key, clean(s.phone)) as phone,
        clean(s.city) as city,
        clean(s.country) as country,
        clean(s.acquired_via) as acquired_via,
        clean_code(s.referred_by) as referred_by,
        yes_or_no(s.consent_email, $yes, $no) as consent_email,
        yes_or_no(s.consent_phone, $yes, $no) as consent_phone,
        yes_or_no(s.consent_sms, $yes, $no) as consent_sms,
        yes_or_no(s.consent_post, $yes, $no) as consent_post,
        cast(r.first_time as date) as birthday,
        clean(s.customer_type) as customer_type,
        clean(s.reason_for_coming) as reason_for_coming,
        clean(s.loyalty_reason) as loyalty_reason,
        clean(s.tags) as tags,
        case when r.first_time is null then clean(s.ordered_at) end as left_empty
    from staged as s
    inner join staged_read as r on r.row_number = s.row_number
)

select *,
    customer as record_key,
    case
        when customer is null then 'the row names no customer: number, e-mail and phone are empty'
        when damaged_by_spreadsheet(customer)
            then 'the customer "' || customer || '" was damaged by a spreadsheet'
        when birthday >= $end_of_upload_day
            then 'the birthday ' || birthday || ' lies after the day of the upload'
    end as reject_reason
from named
