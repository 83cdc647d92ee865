-- one row per field of the sales lines held: how many lines bring it
with held as (
    select *
    from sales_lines
    where superseded_by is null and ordered_at <= (select max(ordered_at) from lines)
),

filled as (
    select
        count(*) as all_lines,
        count(order_id) as order_id,
        count(customer) as customer,
        count(customer_name) as customer_name,
        count(email) as email,
        count(phone) as phone,
        count(product) as product,
        count(product_name) as product_name,
        count(category) as category,
        count(quantity) as quantity,
        count(unit_price) as unit_price,
        count(discount) as discount,
        count(amount) as amount,
        count(unit_cost) as unit_cost,
        count(currency) as currency,
        count(country) as country,
        count(city) as city,
        count(channel) as channel,
        count(store) as store,
        count(salesperson) as salesperson,
        count(coupon_code) as coupon_code,
        count(promised_at) as promised_at,
        count(delivered_at) as delivered_at,
        count(status) as status
    from held
)

select field, filled::bigint as filled, all_lines::bigint as all_lines
from (unpivot filled on columns(* exclude all_lines) into name field value filled)
