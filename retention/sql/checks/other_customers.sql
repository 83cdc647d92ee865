-- one row if nearly all lines that this upload added, of those without an order number, are held from
-- other uploads of its source with another customer: how many, and from which files
with added as (
    select cast(ordered_at as date) as day, coalesce(product, product_name, '') as product,
        quantity, amount, count(*) as lines
    from sales_lines
    where batch = $batch and order_id is null
    group by day, coalesce(product, product_name, ''), quantity, amount
),

period as (
    select min(day) as first_day, max(day) + 1 as end_day from added
),

held as (
    select cast(s.ordered_at as date) as day, coalesce(s.product, s.product_name, '') as product,
        s.quantity, s.amount, count(*) as lines, list(distinct s.batch) as batches
    from sales_lines as s
    inner join period as p on s.ordered_at >= p.first_day and s.ordered_at < p.end_day
    where s.batch <> $batch and s.source = $source and s.order_id is null
        and s.superseded_by is null
    group by cast(s.ordered_at as date), coalesce(s.product, s.product_name, ''), s.quantity, s.amount
),

met as (
    select least(a.lines, h.lines) as lines, h.batches
    from added as a
    inner join held as h
        on h.day = a.day and h.product = a.product
        and h.quantity is not distinct from a.quantity and h.amount is not distinct from a.amount
)

select cast(sum(m.lines) as bigint) as lines,
    (select string_agg(distinct b.file, ', ') from batches as b
     where b.batch in (select unnest(batches) from met)) as files
from met as m
having sum(m.lines) >= 10 and sum(m.lines) >= 0.8 * (select sum(lines) from added)
