-- one row per product: a short integer key and the name, category and kind it was last sold under;
-- of two at one time the later in the alphabet, so that every engine chooses the same
with sold as (
    select
        coalesce(product, product_name) as product,
        product_name,
        category,
        kind,
        max(ordered_at) as last_at
    from sales_lines
    where superseded_by is null and coalesce(product, product_name) is not null
    group by coalesce(product, product_name), product_name, category, kind
),

written as (
    select product, 'name' as field, product_name as value, last_at
    from sold
    where product_name is not null
    union all
    select product, 'category', category, last_at from sold where category is not null
    union all
    select product, 'kind', kind, last_at from sold
),

ranked as (
    select *,
        row_number() over (partition by product, field order by last_at desc, value desc) as place
    from written
),

latest as (
    select
        product,
        max(case when field = 'name' then value end) as product_name,
        max(case when field = 'category' then value end) as category,
        max(case when field = 'kind' then value end) as kind
    from ranked
    where place = 1
    group by product
)

select
    cast(row_number() over (order by product) as integer) as product_key,
    product,
    coalesce(product_name, product) as product_name,
    category,
    kind = 'product' as is_product
from latest
