-- one row per line of the file without an order number, or mended, and per line held that it may be:
-- the same customer, day, product, quantity, amount and currency. Where both sides tell the time of
-- day, the shop, the channel, the salesperson or, of lines without a product, the category, that must
-- be the same too; what one side leaves out does not tell them apart (unknown: a bit for each). A time
-- of exactly midnight is a date without a time. Of several such lines the one held that has all contact
-- fields that the file's line tells is the same before any other (untold: a bit for each it leaves out).
create or replace temp table lines_compared as
with arriving as (
    select row_number as line,
        hash(order_id, customer, on_day, coalesce(product, product_name), quantity, amount,
            nullif(currency, $currency)) as content,
        ordered_at, channel, store, salesperson,
        case when coalesce(product, product_name) is null then category end as category,
        is_return, email, phone, customer_name, city, country
    from incoming
    where order_id is null or $is_mended
),

period as (
    select min(on_day) as first_day, max(on_day) + 1 as end_day from incoming
),

holding as (
    select cast(s.batch as bigint) * 1000000000 + s.row_number as line,
        hash(s.order_id, s.customer, cast(s.ordered_at as date),
            coalesce(s.product, s.product_name), s.quantity, s.amount,
            nullif(s.currency, $currency)) as content,
        s.ordered_at, s.channel, s.store, s.salesperson,
        case when coalesce(s.product, s.product_name) is null then s.category end as category,
        s.is_return, s.email, s.phone, s.customer_name, s.city, s.country
    from sales_lines as s
    inner join period as p on s.ordered_at >= p.first_day and s.ordered_at < p.end_day
    where (s.order_id is null or $is_mended) and s.source = $source and s.superseded_by is null
        -- what was rejected of an upload is none of the lines that were accepted of it
        and not list_contains($mended_of::integer[], s.batch)
),

sides as (
    select 'file' as side, * from arriving where content in (select content from holding)
    union all
    select 'held', * from holding where content in (select content from arriving)
),

timed as (
    select * exclude (ordered_at),
        nullif(cast(ordered_at as time), time '00:00:00') as time_of_day
    from sides
)

select *,
    (time_of_day is null)::integer + (channel is null)::integer * 2 + (store is null)::integer * 4
        + (salesperson is null)::integer * 8 + (category is null)::integer * 16 as unknown,
    (email is null)::integer + (phone is null)::integer * 2 + (customer_name is null)::integer * 4
        + (city is null)::integer * 8 + (country is null)::integer * 16 as untold
from timed
