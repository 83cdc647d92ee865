-- the first rows as they would be read
select
    row_number,
    order_id, ordered_at, customer, customer_name, email, phone, product, product_name,
    category, quantity, unit_price, discount, amount, unit_cost, currency, country, city,
    channel, store, salesperson, coupon_code, promised_at, delivered_at, status,
    reason
from checked
order by row_number
limit $rows
