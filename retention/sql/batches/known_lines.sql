-- one row per line of the file that is held already, among lines without an order number and the
-- mended ones of a rejects file. They are met by customer, time and content, and columns that a
-- later export adds do not make them new. A multiset union: of two equal lines the second is new
-- if only one is held.
create or replace temp table known_lines as
with sides as (
    select 'file' as side, row_number, order_id, customer, ordered_at,
        coalesce(product, product_name) as product, quantity, amount
    from incoming
    where order_id is null or $is_mended
    union all
    select 'held', row_number, order_id, customer, ordered_at,
        coalesce(product, product_name), quantity, amount
    from sales_lines
    where (order_id is null or $is_mended)
        and source = $source
        and superseded_by is null
        and ordered_at >= (select min(on_day) from incoming)
        and ordered_at < (select max(on_day) + 1 from incoming)
),

hashed as (
    select side, row_number,
        md5_number_lower(concat_ws(chr(31),
            coalesce(order_id, ''), coalesce(customer, ''), ordered_at, coalesce(product, ''),
            coalesce(quantity, 0), coalesce(amount, 0))) as line
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
