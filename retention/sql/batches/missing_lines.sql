-- one row per line held that a corrected export of the same days no longer has: an order that is not
-- in the file, or a line without an order number beyond those of the file that equal it
create or replace temp table missing_lines as
with period as (
    select min(on_day) as first_day, max(on_day) + 1 as end_day from incoming
),

held as (
    select s.batch, s.row_number, s.order_id, cast(s.ordered_at as date) as on_day,
        hash(s.customer, s.ordered_at, coalesce(s.product, s.product_name), s.quantity, s.amount)
            as line
    from sales_lines as s
    inner join period as p on s.ordered_at >= p.first_day and s.ordered_at < p.end_day
    where s.source = $source and s.superseded_by is null
),

orders_of_file as (
    select distinct order_id, on_day from incoming where order_id is not null
),

lines_of_file as (
    select hash(customer, ordered_at, coalesce(product, product_name), quantity, amount) as line,
        count(*) as lines
    from incoming
    where order_id is null
    group by line
),

numbered as (
    select *, row_number() over (partition by line order by batch, row_number) as occurrence
    from held
    where order_id is null
)

select h.batch, h.row_number
from held as h
left join orders_of_file as o on o.order_id = h.order_id and o.on_day = h.on_day
where h.order_id is not null and o.order_id is null
union all
select n.batch, n.row_number
from numbered as n
left join lines_of_file as f on f.line = n.line
where n.occurrence > coalesce(f.lines, 0)
