-- one row per return and sale it may be of: the same customer, product and currency, not later, at
-- least as large, or, for a return that names no product, the whole order of its number; choice is 1 for the sale it would like best, that of the same order number first,
-- else the latest. place orders the returns of one customer and product by time. A time of exactly
-- midnight is a date without a time and belongs to its own day, as in lines.sql: before the hours
-- after midnight that still belong to the day before
with dated as (
    select r.batch, r.row_number, r.source, r.order_id, r.ordered_at, r.amount, r.quantity,
        r.currency,
        k.customer_key, coalesce(r.product, r.product_name, '') as article,
        cast(r.ordered_at as date)
            - case when extract(hour from r.ordered_at) < $day_starts_at
                    and r.ordered_at <> date_trunc('day', r.ordered_at) then 1 else 0 end as day
    from sales_lines as r
    inner join customer_keys as k on k.customer = r.customer
    where r.superseded_by is null and r.is_return and r.amount < 0
),

returned as (
    select *,
        row_number() over (
            partition by customer_key, article order by day, ordered_at, batch, row_number
        ) as place
    from dated
),

single as (
    select s.batch, s.row_number, s.source, s.order_id, s.customer, s.currency, s.ordered_at,
        s.amount, s.quantity, coalesce(s.product, s.product_name, '') as article
    from sales_lines as s
    where s.superseded_by is null and not s.is_return and s.amount > 0
),

-- told by its first line
whole as (
    select batch, min(row_number) as row_number, source, order_id, customer, currency,
        max(ordered_at) as ordered_at, sum(amount) as amount
    from single
    where order_id in (select order_id from returned where article = '')
    group by batch, source, order_id, customer, currency
    having count(*) > 1
),

sales as (
    select *, false as is_whole from single
    union all
    select batch, row_number, source, order_id, customer, currency, ordered_at, amount,
        null as quantity, '' as article, true as is_whole
    from whole
)

select
    r.batch,
    r.row_number,
    r.customer_key,
    r.article,
    r.place,
    -r.amount as amount,
    s.batch as sale_batch,
    s.row_number as sale_row,
    s.ordered_at as sold_at,
    s.amount as sale_amount,
    row_number() over (
        partition by r.batch, r.row_number
        order by
            case when s.order_id = r.order_id and s.source = r.source then 0 else 1 end,
            s.ordered_at desc,
            s.batch desc,
            s.row_number desc
    ) as choice
from returned as r
inner join customer_keys as k on k.customer_key = r.customer_key
inner join sales as s
    on s.customer = k.customer
    and s.article = r.article
    and coalesce(s.currency, $currency) = coalesce(r.currency, $currency)
where s.ordered_at <= r.ordered_at
    and (not s.is_whole or (s.order_id = r.order_id and s.source = r.source))
    and (s.ordered_at <> date_trunc('day', s.ordered_at)
        or s.ordered_at <= cast(r.day as timestamp))
    and s.amount >= -r.amount
    and coalesce(s.quantity >= -r.quantity, true)
