-- one row per staged row with every field of a sale, NULL where the file tells none
create or replace temp view checked as
select * from checked_fields
union all by name
select
    customer_name, email, phone, product_name, category, discount, unit_cost, country, city, channel,
    store, salesperson, coupon_code, promised_at, delivered_at, status
from sales_lines
where false
