-- one row per line of the file that is held already, among lines without an order number and the
-- mended ones of a rejects file. They are met by customer, time and content, and columns that a
-- later export adds do not make them new. A multiset union: of two equal lines the second is new
-- if only one is held.
create or replace temp table known_lines as
with period as (
    select min(on_day) as first_day, max(on_day) + 1 as end_day from incoming
),

sides as (
    select 'file' as side, row_number, order_id, customer, ordered_at,
        coalesce(product, product_name) as product, quantity, amount
    from incoming
    where order_id is null or $is_mended
    union all
    select 'held', s.row_number, s.order_id, s.customer, s.ordered_at,
        coalesce(s.product, s.product_name), s.quantity, s.amount
    from sales_lines as s
    inner join period as p on s.ordered_at >= p.first_day and s.ordered_at < p.end_day
    where (s.order_id is null or $is_mended) and s.source = $source and s.superseded_by is null
),

hashed as (
    select side, row_number,
        hash(order_id, customer, ordered_at, product, quantity, amount) as line
    from sides
),

arriving as (
    select row_number, line,
        row_number() over (partition by line order by row_number) as occurrence
    from hashed
    where side = 'file'
),

holding as (
    select line, count(*) as lines from hashed where side = 'held' group by line
)

select a.row_number
from arriving as a
inner join holding as h on h.line = a.line
where a.occurrence <= h.lines
