-- one row per row of a file of acquisition costs, and the reason where it is not taken
create or replace temp table checked_records as
select
    s.row_number,
    'costs' as kind,
    '' as part,
    cast(date_trunc('month', r.first_time) as date) as month,
    clean(s.channel) as channel,
    r.amount_number as amount,
    upper(clean(s.currency)) as currency,
    cast(null as varchar) as left_empty,
    concat_ws('|', date_trunc('month', r.first_time), lower(clean(s.channel))) as record_key,
    nullif(concat_ws('; ',
        case
            when clean(s.ordered_at) is null then 'the month is empty'
            when r.first_time is null then 'the month "' || trim(s.ordered_at) || '" is no month'
        end,
        case
            when clean(s.amount) is null then 'the amount is empty'
            when r.amount_number is null
                then 'the amount "' || trim(s.amount) || '" is not a number'
            when r.amount_number < 0 then 'the amount ' || r.amount_number || ' is negative'
        end,
        case when upper(clean(s.currency)) <> $currency then 'the currency is '
            || upper(clean(s.currency)) || ' and sales are counted in ' || $currency end
    ), '') as reject_reason
from staged as s
inner join staged_read as r on r.row_number = s.row_number
