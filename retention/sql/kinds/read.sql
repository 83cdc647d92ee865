-- one row per staged row: its dates and numbers read, by the names under which they were staged
create or replace temp view staged_read as
select
    s.row_number,
    coalesce(l.ordered_at, case when is_plain_time(s.ordered_at)
        then try_cast(s.ordered_at as timestamp) end) as first_time,
    coalesce(l.delivered_at, case when is_plain_time(s.delivered_at)
        then try_cast(s.delivered_at as timestamp) end) as second_time,
    coalesce(l.promised_at, case when is_plain_time(s.promised_at)
        then try_cast(s.promised_at as timestamp) end) as third_time,
    coalesce(l.quantity, try_cast(s.quantity as decimal(18, 4))) as first_number,
    coalesce(l.unit_price, try_cast(s.unit_price as decimal(18, 4))) as second_number,
    coalesce(l.amount, try_cast(s.amount as decimal(18, 4))) as amount_number,
    coalesce(l.unit_cost, try_cast(s.unit_cost as decimal(18, 4))) as cost_number,
    coalesce(l.discount, try_cast(s.discount as decimal(18, 4))) as discount_number,
    coalesce(l.discount_is_percent, false) as discount_is_percent,
    coalesce(l.refunded, try_cast(s.refunded as decimal(18, 4))) as refunded_number,
    case when coalesce(l.is_nobody, false) then null else clean_code(s.customer) end
        as customer_id,
    lower(clean(s.email)) as email_key,
    l.phone_key
from staged as s
left join looked_up as l on l.row_number = s.row_number
