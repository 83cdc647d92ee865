-- one row per product: a short integer key and the name and category it was last sold under
with latest as (
    select
        coalesce(product, product_name) as product,
        max_by(product_name, ordered_at) as product_name,
        max_by(category, ordered_at) as category,
        max_by(kind, ordered_at) as kind
    from sales_lines
    where superseded_by is null and coalesce(product, product_name) is not null
    group by coalesce(product, product_name)
)

select
    cast(row_number() over (order by product) as integer) as product_key,
    product,
    coalesce(product_name, product) as product_name,
    category,
    kind = 'product' as is_product
from latest
