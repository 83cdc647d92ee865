-- one row per product code or name that is no product: postage, fees, adjustments
create or replace temp table fees as
with codes as (
    select distinct product as cell from staged
),

names as (
    select distinct product_name as cell from staged
)

select cell from codes where regexp_full_match(upper(trim(cell)), $fee_codes)
union
select cell from names where regexp_full_match(lower(trim(cell)), $fee_names)
