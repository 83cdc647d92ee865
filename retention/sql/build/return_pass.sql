-- one row per return whose original sale is found in this pass: the same customer and product, the
-- same order number first, else the latest earlier line with enough left of it. Of several returns
-- that want the same sale the earlier ones get it as far as it goes; the next pass finds the others
-- another one. A sale is never returned more than whole.
with returned as (
    select r.batch, r.row_number, k.customer_key, coalesce(r.product, r.product_name, '') as product,
        r.source, r.order_id, r.ordered_at, -r.amount as amount, -r.quantity as quantity
    from sales_lines as r
    inner join customer_keys as k on k.customer = r.customer
    left join return_links as l on l.batch = r.batch and l.row_number = r.row_number
    where r.superseded_by is null and r.is_return and r.amount < 0 and l.batch is null
),

taken as (
    select sale_batch, sale_row, sum(amount) as amount
    from return_links
    group by sale_batch, sale_row
),

candidates as (
    select
        r.batch,
        r.row_number,
        r.ordered_at,
        r.amount,
        s.batch as sale_batch,
        s.row_number as sale_row,
        s.ordered_at as sold_at,
        s.amount - coalesce(t.amount, 0) as left_of_sale,
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
    inner join sales_lines as s
        on s.customer = k.customer
        and coalesce(s.product, s.product_name, '') = r.product
    left join taken as t on t.sale_batch = s.batch and t.sale_row = s.row_number
    where s.superseded_by is null
        and not s.is_return
        and s.amount > 0
        and s.ordered_at <= r.ordered_at
        and s.amount - coalesce(t.amount, 0) >= r.amount
        and coalesce(s.quantity >= r.quantity, true)
),

chosen as (
    select
        *,
        -- in the order of time, so that a later return never takes an earlier one's sale
        sum(amount) over (
            partition by sale_batch, sale_row order by ordered_at, batch, row_number
            rows between unbounded preceding and current row
        ) as wanted_so_far
    from candidates
    where choice = 1
)

select batch, row_number, sale_batch, sale_row, sold_at, amount
from chosen
where wanted_so_far <= left_of_sale
