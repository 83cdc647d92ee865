-- one row per line held, in the order of loading, with keys, its business day and its net amount
with dated as (
    select
        s.*,
        -- a time of exactly midnight is a date without a time: it belongs to its own day
        case when ordered_at = date_trunc('day', ordered_at) then cast(ordered_at as date)
             else cast(ordered_at - to_hours($day_starts_at) as date) end as day,
        coalesce(is_return and amount > 0, false) as is_cancelled_sale
    from sales_lines s
    where superseded_by is null
),

products as (
    select product_id, cast(row_number() over (order by product_id) as integer) as product_key
    from (
        select distinct coalesce(product, product_name) as product_id from dated
    ) as named
    where product_id is not null
),

orders as (
    select source, order_id, day,
        cast(row_number() over (order by source, day, order_id) as integer) as order_key
    from (select distinct source, order_id, day from dated where order_id is not null) as named
)

select
    cast(d.batch as bigint) * 1000000000 + d.row_number as line_key,
    d.batch,
    k.customer_key,
    o.order_key,
    p.product_key,
    d.source,
    d.order_id,
    d.ordered_at,
    d.day,
    -- a sale on a cancelled order brought nothing; a negative line of it is a refund
    case when d.is_cancelled_sale then cast(0 as decimal(18, 4)) else d.amount end as amount,
    case when d.is_cancelled_sale then cast(0 as decimal(18, 4)) else d.quantity end as quantity,
    d.unit_price,
    d.discount,
    d.unit_cost,
    d.is_return,
    d.kind = 'product' as is_product,
    d.customer_name,
    d.email,
    d.phone,
    d.product,
    coalesce(d.product_name, d.product) as product_name,
    d.category,
    d.channel,
    d.store,
    d.salesperson,
    d.coupon_code,
    d.promised_at,
    d.delivered_at,
    case when d.delivered_at is not null and d.promised_at is not null
        then cast(d.delivered_at as date) - cast(d.promised_at as date) end as late_days,
    d.currency,
    d.country,
    d.city
from dated as d
left join customer_keys as k on k.customer = d.customer
left join products as p on p.product_id = coalesce(d.product, d.product_name)
left join orders as o on o.source = d.source and o.order_id = d.order_id and o.day = d.day
