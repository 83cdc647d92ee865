-- one row if lines of this upload cost 80 times the usual of their product and more, as where the
-- decimal comma was lost: how many, and the first of them. Usual is the median of the lines that
-- were held before, or of all where none was
with prices as (
    select batch = $batch as is_new, row_number, coalesce(product, product_name) as product,
        coalesce(product_name, product) as product_name,
        abs(coalesce(unit_price, amount / nullif(quantity, 0), amount)) as price
    from sales_lines
    where source = $source and superseded_by is null and kind = 'product'
        and coalesce(product, product_name) is not null
),

suspects as (
    select product
    from prices
    where price > 0
    group by product
    having count(*) >= 5 and max(price) >= 80 * min(price)
),

usual as (
    select p.product,
        coalesce(median(p.price) filter (where not p.is_new), median(p.price)) as price
    from prices as p
    inner join suspects as s on s.product = p.product
    where p.price > 0
    group by p.product
)

select count(*) as lines, min(p.row_number) as row_number,
    arg_min(p.product_name, p.row_number) as product,
    cast(arg_min(p.price, p.row_number) as double) as price,
    cast(arg_min(u.price, p.row_number) as double) as usual
from prices as p
inner join usual as u on u.product = p.product
where p.is_new and p.price >= 80 * u.price
having count(*) > 0
