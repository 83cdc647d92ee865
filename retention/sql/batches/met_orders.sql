-- one row per order of the file that is held already, the same or changed. An order with a row that
-- could not be read (is_unread) is not all there: it counts as unchanged, so that the held one stays,
-- and is_held_back where it differs. One that names no product, as in a list of receipts, does not take
-- the place of one whose products are known
create or replace temp table met_orders as
with period as (
    select min(on_day) as first_day, max(on_day) + 1 as end_day from incoming
),

held as (
    select nullif(s.currency, $currency) as currency, s.order_id,
        cast(s.ordered_at as date) as on_day, s.ordered_at, s.customer, s.product,
        s.product_name, s.category, s.quantity, s.unit_price, s.discount, s.amount, s.unit_cost,
        s.channel, s.store, s.salesperson, s.coupon_code, s.promised_at, s.delivered_at,
        s.cancelled_at, s.status
    from sales_lines as s
    inner join period as p on s.ordered_at >= p.first_day and s.ordered_at < p.end_day
    where s.source = $source and s.superseded_by is null and s.order_id is not null
        and not $is_mended
),

-- most orders of a new month are not held: only those that may be are looked at
sides as (
    select 'file' as side, nullif(currency, $currency) as currency, order_id, on_day, ordered_at,
        customer, product, product_name, category, quantity, unit_price, discount, amount,
        unit_cost, channel, store, salesperson,
        coupon_code, promised_at, delivered_at, cancelled_at, status
    from incoming
    where order_id in (select order_id from held)
    union all
    select 'held', * from held
),

-- the hash is compared within this statement only and never kept: versions may hash differently
signed as (
    select side, order_id, on_day, count(*) as lines,
        max(case when coalesce(product, product_name) is null then 0 else 1 end) as tells_products,
        sum(cast(hash(currency, ordered_at, customer, product, product_name, category,
            quantity, unit_price, discount, amount, unit_cost, channel, store, salesperson,
            coupon_code, promised_at, delivered_at, cancelled_at, status) as hugeint)) as signature
    from sides
    group by side, order_id, on_day
),

met as (
    select a.order_id, a.on_day,
        (a.lines <> h.lines or a.signature <> h.signature)
            and a.tells_products >= h.tells_products as is_other,
        d.order_id is not null or w.order_id is not null as is_unread
    from signed as a
    inner join signed as h on h.order_id = a.order_id and h.on_day = a.on_day
    left join unread_orders as d on d.order_id = a.order_id and d.on_day = a.on_day
    left join unread_orders as w on w.order_id = a.order_id and w.on_day is null
    where a.side = 'file' and h.side = 'held'
)

select order_id, on_day, is_unread, is_other and not is_unread as is_changed,
    is_other and is_unread as is_held_back
from met
