-- one row if nearly all lines that this upload added, of those without an order number, are held from
-- other uploads of its source, at the same time and place, with another customer: how many, and from
-- which files. Lines that name nobody on either side are those of any two tills
with added as (
    select ordered_at, coalesce(product, product_name, '') as product, quantity, amount,
        coalesce(channel, '') as channel, coalesce(store, '') as store,
        coalesce(salesperson, '') as salesperson,
        count(*) as lines, count(customer) as named
    from sales_lines
    where batch = $batch and order_id is null
    group by ordered_at, coalesce(product, product_name, ''), quantity, amount,
        coalesce(channel, ''), coalesce(store, ''), coalesce(salesperson, '')
),

period as (
    select min(ordered_at) as first_at, max(ordered_at) as last_at from added
),

held as (
    select s.ordered_at, coalesce(s.product, s.product_name, '') as product, s.quantity, s.amount,
        coalesce(s.channel, '') as channel, coalesce(s.store, '') as store,
        coalesce(s.salesperson, '') as salesperson,
        count(*) as lines, count(s.customer) as named, list(distinct s.batch) as batches
    from sales_lines as s
    inner join period as p on s.ordered_at between p.first_at and p.last_at
    where s.batch <> $batch and s.source = $source and s.order_id is null
        and s.superseded_by is null
    group by s.ordered_at, coalesce(s.product, s.product_name, ''), s.quantity, s.amount,
        coalesce(s.channel, ''), coalesce(s.store, ''), coalesce(s.salesperson, '')
),

met as (
    select least(a.lines, h.lines) as lines, h.batches
    from added as a
    inner join held as h
        on h.ordered_at = a.ordered_at and h.product = a.product and h.channel = a.channel
        and h.store = a.store and h.salesperson = a.salesperson
        and h.quantity is not distinct from a.quantity and h.amount is not distinct from a.amount
    where a.named + h.named > 0
)

select cast(sum(m.lines) as bigint) as lines,
    (select string_agg(distinct b.file, ', ' order by b.file) from batches as b
     where b.batch in (select unnest(batches) from met)) as files
from met as m
having sum(m.lines) >= 10 and sum(m.lines) >= 0.8 * (select sum(lines) from added)
