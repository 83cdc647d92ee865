-- one row per product code or name that is no product: postage, fees, adjustments
create or replace temp table fees as
select distinct product as cell from staged
where regexp_full_match(upper(trim(product)), $fee_codes)
union
select distinct product_name from staged
where regexp_full_match(lower(trim(product_name)), $fee_names)
