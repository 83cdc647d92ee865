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

of_a_line as (
    select r.*, s.batch as sale_batch, s.row_number as sale_row, s.ordered_at as sold_at,
        s.amount as sale_amount,
        case when s.order_id = r.order_id and s.source = r.source then 0 else 1 end as is_elsewhere
    from returned as r
    inner join customer_keys as k on k.customer_key = r.customer_key
    inner join sales_lines as s
        on s.customer = k.customer
        and coalesce(s.product, s.product_name, '') = r.article
        and coalesce(s.currency, $currency) = coalesce(r.currency, $currency)
    where s.superseded_by is null
        and not s.is_return
        and s.amount > 0
        and coalesce(s.quantity >= -r.quantity, true)
),

-- told by its first line
whole as (
    select batch, min(row_number) as row_number, source, order_id, customer, currency,
        max(ordered_at) as ordered_at, sum(amount) as amount
    from sales_lines
    where superseded_by is null and not is_return and amount > 0
        and order_id in (select order_id from returned where article = '')
    group by batch, source, order_id, customer, currency
    having count(*) > 1
),

of_an_order as (
    select r.*, w.batch as sale_batch, w.row_number as sale_row, w.ordered_at as sold_at,
        w.amount as sale_amount, 0 as is_elsewhere
    from returned as r
    inner join customer_keys as k on k.customer_key = r.customer_key
    inner join whole as w
        on w.customer = k.customer and w.order_id = r.order_id and w.source = r.source
        and coalesce(w.currency, $currency) = coalesce(r.currency, $currency)
    where r.article = ''
),

candidates as (
    select * from of_a_line
    union all
    select * from of_an_order
)

select
    batch,
    row_number,
    customer_key,
    article,
    place,
    -amount as amount,
    sale_batch,
    sale_row,
    sold_at,
    sale_amount,
    row_number() over (
        partition by batch, row_number
        order by is_elsewhere, sold_at desc, sale_batch desc, sale_row desc
    ) as choice
from candidates
where sold_at <= ordered_at
    and (sold_at <> date_trunc('day', sold_at) or sold_at <= cast(day as timestamp))
    and sale_amount >= -amount
