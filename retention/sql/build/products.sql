-- one row per product: a short integer key and the name and category it was last sold under
with latest as (
    select
        coalesce(product, product_name) as product,
        product_name,
        category,
        kind,
        row_number() over (
            partition by coalesce(product, product_name) order by ordered_at desc, row_number desc
        ) as from_last
    from sales_lines
    where superseded_by is null and coalesce(product, product_name) is not null
)

select
    cast(row_number() over (order by product) as integer) as product_key,
    product,
    coalesce(product_name, product) as product_name,
    category,
    kind = 'product' as is_product
from latest
where from_last = 1
