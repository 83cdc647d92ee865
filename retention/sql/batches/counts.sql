-- one row: what became of the file's readable lines
with taken as (
    select s.*, cast(s.ordered_at as date) as on_day, coalesce(m.is_changed, false) or r.row_number is not null as is_update,
        coalesce(s.currency, $currency::varchar) as written_in,
        -- a cancelled order brought nothing
        case when s.is_return and s.amount > 0 then cast(0 as decimal(18, 4)) else s.amount end as net
    from sales_lines as s
    left join met_orders as m
        on m.order_id = s.order_id and m.on_day = cast(s.ordered_at as date)
    left join renewed_lines as r on r.row_number = s.row_number
    where s.batch = $batch
)

select
    (select count(*) from incoming) as readable,
    count(*) as accepted,
    cast(coalesce(sum(case when is_update then 1 else 0 end), 0) as bigint) as updated,
    cast(coalesce(sum(case when customer is null then 1 else 0 end), 0) as bigint)
        as anonymous_rows,
    (
        -- without an order number a customer's day is one; of anonymous lines nobody can tell
        select count(*) from (
            select distinct order_id, case when order_id is null then customer end, on_day
            from taken
            where coalesce(order_id, customer) is not null
        )
    ) as orders,
    count(distinct customer) as customers,
    min(on_day) as first_date,
    max(on_day) as last_date,
    -- amounts of two currencies have no sum
    case when count(distinct written_in) < 2 then sum(net) end as amount,
    case when count(distinct written_in) < 2 then min(written_in) end as currency
from taken
