-- one row per return whose original sale was found: the same customer and product, the same order
-- number first, else the latest earlier line that is large enough; a line is never returned more
-- than whole, so what goes beyond it stays unlinked
with returned as (
    select batch, row_number, customer, coalesce(product, product_name, '') as product,
        source, order_id, ordered_at, amount, quantity
    from sales_lines
    where superseded_by is null and is_return and amount < 0 and customer is not null
),

candidates as (
    select
        r.batch,
        r.row_number,
        r.ordered_at,
        s.batch as sale_batch,
        s.row_number as sale_row,
        s.ordered_at as sold_at,
        -r.amount as returned_amount,
        s.amount as sold_amount,
        row_number() over (
            partition by r.batch, r.row_number
            order by
                case when s.order_id = r.order_id and s.source = r.source then 0 else 1 end,
                s.ordered_at desc,
                s.batch desc,
                s.row_number desc
        ) as choice
    from returned as r
    inner join sales_lines as s
        on s.customer = r.customer
        and coalesce(s.product, s.product_name, '') = r.product
    where s.superseded_by is null
        and not s.is_return
        and s.amount > 0
        and s.ordered_at <= r.ordered_at
        and s.amount >= -r.amount
        and coalesce(s.quantity >= -r.quantity, true)
),

chosen as (
    select
        batch,
        row_number,
        sold_at,
        sold_amount,
        -- in the order of time, so that a later return never takes an earlier one's sale
        sum(returned_amount) over (
            partition by sale_batch, sale_row order by ordered_at, batch, row_number
            rows between unbounded preceding and current row
        ) as returned_so_far
    from candidates
    where choice = 1
)

select batch, row_number, sold_at from chosen where returned_so_far <= sold_amount
