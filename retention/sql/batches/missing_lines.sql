-- one row per line held that a corrected export of the same days no longer has: an order that is not
-- in the file, not even with a row that could not be read, or a line without an order number that was
-- not found among those of the file
create or replace temp table missing_lines as
with period as (
    select min(on_day) as first_day, max(on_day) + 1 as end_day from incoming
),

held as (
    select s.batch, s.row_number, s.order_id, cast(s.ordered_at as date) as on_day
    from sales_lines as s
    inner join period as p on s.ordered_at >= p.first_day and s.ordered_at < p.end_day
    where s.source = $source and s.superseded_by is null
),

orders_of_file as (
    select order_id, on_day from incoming where order_id is not null
    union
    select order_id, on_day from unread_orders where on_day is not null
)

select h.batch, h.row_number
from held as h
left join orders_of_file as o on o.order_id = h.order_id and o.on_day = h.on_day
left join unread_orders as u on u.order_id = h.order_id and u.on_day is null
where h.order_id is not null and o.order_id is null and u.order_id is null
union all
select h.batch, h.row_number
from held as h
left join known_lines as k on k.held_line = cast(h.batch as bigint) * 1000000000 + h.row_number
where h.order_id is null and k.held_line is null
