-- the net amount of an order is shared out over its lines in proportion to what they come to; the
-- parts add up to it exactly, because each is the difference of two rounded running totals. An order
-- with a row that cannot be taken keeps the amounts of its lines; of a cancelled one, what was given
-- back is the cancelling itself
create or replace temp table checked_fields as
with written as (
    select s.row_number,
        case when o.cell is not null then o.value
             else try_cast(s.order_amount as decimal(18, 4)) end as order_amount,
        coalesce(case when r.cell is not null then r.value
             else try_cast(s.refunded as decimal(18, 4)) end, 0) as refunded
    from staged as s
    left join numbers as o on o.cell = s.order_amount
    left join numbers as r on r.cell = s.refunded
),

orders as (
    select c.order_id,
        max(w.order_amount)
            - case when bool_or(c.is_return and c.amount > 0) then 0 else max(abs(w.refunded)) end
            as net,
        sum(c.amount) as gross
    from checked_fields as c
    inner join written as w on w.row_number = c.row_number
    where c.order_id is not null
    group by c.order_id
    having max(w.order_amount) is not null
        and min(w.order_amount) = max(w.order_amount)
        and count(c.reason) = 0
        and sum(c.amount) <> 0
),

-- in whole ten-thousandths, because a division of decimals is a double
running as (
    select c.row_number,
        cast(cast(o.net as decimal(38, 4)) * 10000 as hugeint) as net,
        cast(cast(o.gross as decimal(38, 4)) * 10000 as hugeint) as gross,
        cast(cast(c.amount as decimal(38, 4)) * 10000 as hugeint) as amount,
        sum(cast(cast(c.amount as decimal(38, 4)) * 10000 as hugeint)) over (
            partition by c.order_id order by c.row_number
            rows between unbounded preceding and current row
        ) as so_far
    from checked_fields as c
    inner join orders as o on o.order_id = c.order_id
    where o.net <> o.gross
),

shares as (
    select row_number,
        cast((so_far * net) // gross - ((so_far - amount) * net) // gross as decimal(22, 0))
            * cast(0.0001 as decimal(4, 4)) as amount
    from running
)

select c.* replace (cast(coalesce(s.amount, c.amount) as decimal(18, 4)) as amount)
from checked_fields as c
left join shares as s on s.row_number = c.row_number
