-- one row per readable line of the file, with a hash of all that it says
create or replace temp table incoming as
select
    * exclude (reason),
    cast(ordered_at as date) as on_day,
    md5_number_lower(concat_ws(chr(31),
        coalesce(customer, ''), ordered_at, coalesce(product, ''), coalesce(product_name, ''),
        coalesce(quantity, 0), coalesce(unit_price, 0), coalesce(discount, 0),
        coalesce(amount, 0), coalesce(unit_cost, 0), coalesce(category, ''),
        coalesce(channel, ''), coalesce(store, ''), coalesce(salesperson, ''),
        coalesce(coupon_code, ''), coalesce(status, ''), coalesce(cast(delivered_at as text), ''),
        coalesce(cast(promised_at as text), ''))) as content
from checked
where reason is null
