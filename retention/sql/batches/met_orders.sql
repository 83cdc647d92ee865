-- one row per order of the file that is held already, the same or changed
create or replace temp table met_orders as
with arriving as (
    select order_id, on_day, count(*) as lines, sum(cast(content as hugeint)) as signature
    from incoming
    where order_id is not null and not $is_mended
    group by order_id, on_day
),

holding as (
    select order_id, cast(ordered_at as date) as on_day, count(*) as lines,
        sum(cast(content as hugeint)) as signature
    from sales_lines
    where source = $source
        and superseded_by is null
        and order_id is not null
        and ordered_at >= (select min(on_day) from incoming)
        and ordered_at < (select max(on_day) + 1 from incoming)
    group by order_id, cast(ordered_at as date)
)

select a.order_id, a.on_day, a.lines <> h.lines or a.signature <> h.signature as is_changed
from arriving as a
inner join holding as h on h.order_id = a.order_id and h.on_day = a.on_day
