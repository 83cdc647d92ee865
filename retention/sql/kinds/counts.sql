-- one row: what became of the readable rows of the file
with taken as (
    select r.*, coalesce(m.is_changed and not $is_mended, false) as is_update
    from records as r
    left join met_records as m on m.record_key = r.record_key
    where r.batch = $batch
)

select
    (select count(*) from checked_records where reject_reason is null) as readable,
    count(*) as accepted,
    cast(coalesce(sum(case when is_update then 1 else 0 end), 0) as bigint) as updated,
    cast(0 as bigint) as anonymous_rows,
    count(distinct order_id) as orders,
    count(distinct customer) as customers,
    cast(min(coalesce(ordered_at, given_at, month)) as date) as first_date,
    cast(max(coalesce(ordered_at, given_at, month)) as date) as last_date,
    sum(coalesce(amount, quantity * unit_price)) as amount
from taken
