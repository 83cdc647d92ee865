-- one row per return whose original sale is found in this pass: the best choice with enough left of
-- it, so that a sale is never returned more than whole. The returns of one customer and product come
-- in the order of time, up to the first that finds its choice taken by those before it: it chooses
-- again in the next pass, and the later ones wait. So what is linked by a day never depends on what
-- came after it
with taken as (
    select sale_batch, sale_row, sum(amount) as amount
    from return_links
    group by sale_batch, sale_row
),

open_choices as (
    select c.*, c.sale_amount - coalesce(t.amount, 0) as left_of_sale
    from return_choices as c
    left join return_links as l on l.batch = c.batch and l.row_number = c.row_number
    left join taken as t on t.sale_batch = c.sale_batch and t.sale_row = c.sale_row
    where l.batch is null and c.sale_amount - coalesce(t.amount, 0) >= c.amount
),

ranked as (
    select *, row_number() over (partition by batch, row_number order by choice) as wish
    from open_choices
),

chosen as (
    select *,
        sum(amount) over (
            partition by sale_batch, sale_row order by place
            rows between unbounded preceding and current row
        ) as wanted_so_far
    from ranked
    where wish = 1
),

waiting as (
    select *,
        sum(case when wanted_so_far > left_of_sale then 1 else 0 end) over (
            partition by customer_key, article order by place
            rows between unbounded preceding and current row
        ) as disappointed_so_far
    from chosen
)

select batch, row_number, sale_batch, sale_row, sold_at, amount
from waiting
where disappointed_so_far = 0
