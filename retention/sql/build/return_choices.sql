-- one row per return and sale it may be of: the same customer and product, an earlier day and time, at
-- least as large; choice is 1 for the sale it would like best, that of the same order number first,
-- else the latest. place orders the returns of one customer and product by time. A time of exactly
-- midnight is a date without a time and belongs to its own day, as in lines.sql
with timed as (
    select s.*, k.customer_key, coalesce(s.product, s.product_name, '') as article,
        cast(s.ordered_at as date)
            - case when extract(hour from s.ordered_at) < $day_starts_at
                    and s.ordered_at <> date_trunc('day', s.ordered_at) then 1 else 0 end as day
    from sales_lines as s
    inner join customer_keys as k on k.customer = s.customer
    where s.superseded_by is null
),

returned as (
    select *,
        row_number() over (
            partition by customer_key, article order by day, ordered_at, batch, row_number
        ) as place
    from timed
    where is_return and amount < 0
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
inner join timed as s on s.customer_key = r.customer_key and s.article = r.article
where not s.is_return
    and s.amount > 0
    and s.ordered_at <= r.ordered_at
    and s.day <= r.day
    and s.amount >= -r.amount
    and coalesce(s.quantity >= -r.quantity, true)
