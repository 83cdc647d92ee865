-- one row per row of a file of feedback: every field read, and the reason where it is not taken
create or replace temp table checked_records as
with named as (
    select
        s.row_number,
        'feedback' as kind,
        '' as part,
        clean_code(s.feedback_id) as feedback_id,
        coalesce(k.kind, lower(clean(s.feedback_kind)),
            case when r.first_number is not null then 'survey' else 'complaint' end)
            as feedback_kind,
        r.first_time as given_at,
        coalesce(r.customer_id, r.email_key, r.phone_key) as customer,
        r.email_key as email,
        coalesce(r.phone_key, clean(s.phone)) as phone,
        clean_code(s.order_id) as order_id,
        r.first_number as score,
        clean(s.reason) as reason,
        clean(s.comment) as comment,
        r.second_time as answered_at,
        coalesce(r.second_number, cast(round(
            (epoch(r.second_time) - epoch(r.first_time)) / 3600.0, 4) as decimal(18, 4)))
            as answered_after,
        clean(s.salesperson) as salesperson,
        clean(s.ordered_at) as given_at_written,
        clean(s.quantity) as score_written,
        clean(s.feedback_kind) as kind_written,
        case when r.second_number is null then clean(s.unit_price) end as left_empty
    from staged as s
    inner join staged_read as r on r.row_number = s.row_number
    left join feedback_kinds as k on k.name = lower(clean(s.feedback_kind))
)

select * exclude (given_at_written, score_written, kind_written),
    coalesce(feedback_id,
        concat_ws('|', feedback_kind, customer, order_id, given_at, score, reason, comment))
        as record_key,
    nullif(concat_ws('; ',
        case
            when given_at_written is null then 'the date is empty'
            when given_at is null then 'the date "' || trim(given_at_written) || '" is not a date'
            when given_at >= $end_of_upload_day then 'the date "' || trim(given_at_written)
                || '" lies after the day of the upload'
        end,
        case when score_written is not null and score is null
            then 'the score "' || trim(score_written) || '" is not a number' end,
        case when coalesce(score_written, reason, comment, kind_written) is null
            then 'the row says nothing: score, reason and text are empty' end
    ), '') as reject_reason
from named
