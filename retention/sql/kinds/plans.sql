-- one row per row of a file of plans, and the reason where it is not taken
create or replace temp table checked_records as
select
    s.row_number,
    'plans' as kind,
    '' as part,
    cast(date_trunc('month', r.first_time) as date) as month,
    clean(s.salesperson) as salesperson,
    lower(clean(s.measure)) as measure,
    r.amount_number as value,
    cast(null as varchar) as left_empty,
    concat_ws('|', date_trunc('month', r.first_time), coalesce(lower(clean(s.salesperson)), ''),
        lower(clean(s.measure))) as record_key,
    nullif(concat_ws('; ',
        case
            when clean(s.ordered_at) is null then 'the month is empty'
            when r.first_time is null then 'the month "' || trim(s.ordered_at) || '" is no month'
        end,
        case
            when clean(s.amount) is null then 'the planned value is empty'
            when r.amount_number is null
                then 'the planned value "' || trim(s.amount) || '" is not a number'
        end
    ), '') as reject_reason
from staged as s
inner join staged_read as r on r.row_number = s.row_number
