-- one row per return whose original order was found: the same customer and product, the same order
-- number first, else the latest earlier line that is large enough; a line is never returned more
-- than whole, so what goes beyond it stays unlinked
with returned as (
    select line_key, customer_key, product_key, source, order_id, ordered_at, day,
        amount, quantity
    from sales
    where is_return and amount < 0 and (customer_key is not null or order_id is not null)
),

candidates as (
    select
        r.line_key,
        s.line_key as sale_line_key,
        s.day as sale_day,
        -r.amount as returned_amount,
        s.amount as sold_amount,
        row_number() over (
            partition by r.line_key
            order by
                case when s.order_id = r.order_id and s.source = r.source then 0 else 1 end,
                s.ordered_at desc,
                s.line_key desc
        ) as choice
    from returned as r
    inner join sales as s
        on s.customer_key = r.customer_key
        and coalesce(s.product_key, -1) = coalesce(r.product_key, -1)
    where s.amount > 0
        and s.ordered_at <= r.ordered_at
        and s.amount >= -r.amount
        and coalesce(s.quantity >= -r.quantity, true)
),

chosen as (
    select
        line_key,
        sale_day,
        sold_amount,
        sum(returned_amount) over (
            partition by sale_line_key order by line_key
            rows between unbounded preceding and current row
        ) as returned_so_far
    from candidates
    where choice = 1
)

select line_key, sale_day from chosen where returned_so_far <= sold_amount
