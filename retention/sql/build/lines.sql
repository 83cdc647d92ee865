-- one row per line held, with short keys, its business day and its net amount. purchase_day is the
-- day of the original order where the line is a return that was linked to one. Money is in the
-- reporting currency, by the rate of the month of the sale, so that a sale brought back is worth
-- nothing; a line without a rate is not here: it waits. A sale cancelled on a later day that the file
-- tells has that cancelled_day and what it was until then.
with timed as (
    select
        s.*,
        coalesce(r.sold_at, s.ordered_at) as counted_at,
        coalesce(s.is_return and s.amount > 0, false) as is_cancelled_sale,
        case when r.sold_at is null then x.rate else y.rate end as rate
    from sales_lines as s
    left join return_links as r on r.batch = s.batch and r.row_number = s.row_number
    left join rates as x
        on x.currency = s.currency
        and x.reporting = $currency
        and x.month = cast(date_trunc('month', s.ordered_at) as date)
    -- joined apart: one condition over both days makes the plan three times slower
    left join rates as y
        on y.currency = s.currency
        and y.reporting = $currency
        and y.month = cast(date_trunc('month', r.sold_at) as date)
    where s.superseded_by is null
        and (s.currency is null or s.currency = $currency
            or case when r.sold_at is null then x.rate else y.rate end is not null)
),

-- exact: the product of two decimals, rounded to the digits that money is kept in
converted as (
    select
        batch, row_number, customer, product, product_name, ordered_at, counted_at,
        is_cancelled_sale, cancelled_at, is_return, kind, quantity, category, channel, store, salesperson,
        coupon_code, promised_at, delivered_at,
        case when rate is null then amount
             else cast(amount * rate as decimal(18, 4)) end as amount,
        case when rate is null then unit_price
             else cast(unit_price * rate as decimal(18, 4)) end as unit_price,
        case when rate is null then discount
             else cast(discount * rate as decimal(18, 4)) end as discount,
        case when rate is null then unit_cost
             else cast(unit_cost * rate as decimal(18, 4)) end as unit_cost
    from timed
),

-- hours before the day starts belong to the day before; a time of exactly midnight is a date without
-- a time and belongs to its own day
dated as (
    select *,
        cast(ordered_at as date)
            - case when extract(hour from ordered_at) < $day_starts_at
                    and ordered_at <> date_trunc('day', ordered_at) then 1 else 0 end as day,
        cast(counted_at as date)
            - case when extract(hour from counted_at) < $day_starts_at
                    and counted_at <> date_trunc('day', counted_at) then 1 else 0 end
            as purchase_day,
        case when is_cancelled_sale then cast(cancelled_at as date)
            - case when extract(hour from cancelled_at) < $day_starts_at
                    and cancelled_at <> date_trunc('day', cancelled_at) then 1 else 0 end end
            as cancelled_on
    from converted
),

cancelled_later as (
    select *, case when cancelled_on > day then cancelled_on end as cancelled_day
    from dated
)

select
    cast(t.batch as bigint) * 1000000000 + t.row_number as line_key,
    t.batch,
    k.customer_key,
    p.product_key,
    t.ordered_at,
    t.day,
    t.purchase_day,
    -- a sale on a cancelled order brought nothing; a negative line of it is a refund
    case when t.is_cancelled_sale then cast(0 as decimal(18, 4)) else t.amount end as amount,
    case when t.is_cancelled_sale then cast(0 as decimal(18, 4)) else t.quantity end as quantity,
    t.cancelled_day,
    case when t.cancelled_day is not null then t.amount end as amount_until_cancelled,
    case when t.cancelled_day is not null then t.quantity end as quantity_until_cancelled,
    t.unit_price,
    t.discount,
    t.unit_cost,
    t.is_return,
    t.kind = 'product' as is_product,
    t.category,
    t.channel,
    t.store,
    t.salesperson,
    t.coupon_code,
    -- both may lie after the day on which a table is asked: who reads them compares with that day
    cast(t.promised_at as date) as promised_day,
    cast(t.delivered_at as date) as delivered_day
from cancelled_later as t
left join customer_keys as k on k.customer = t.customer
left join products as p on p.product = coalesce(t.product, t.product_name)
