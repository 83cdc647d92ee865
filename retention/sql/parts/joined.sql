-- one row per sale that the related tables of a family make together, as text in plain notation, so
-- that it is read and checked like the row of one file. Items make the sales; an order without items
-- makes one by its own amount; a refund makes a negative one. What an item lacks comes from its order,
-- then from the customer, the product and the delivery
create or replace temp table staged_parts as
with held as (
    select *,
        row_number() over (
            partition by part, record_key order by batch desc, row_number desc
        ) as place
    from records
    where kind = 'part' and superseded_by is null and starts_with(part, $family || ' ')
),

orders as (
    select * from held where part = $family || ' orders' and place = 1
),

customers as (
    select * from held where part = $family || ' customers' and place = 1
),

products as (
    select * from held where part = $family || ' products' and place = 1
),

deliveries as (
    select * from held where part = $family || ' deliveries' and place = 1
),

items as (
    select * from held where part = $family || ' items'
),

sales as (
    select * from items
    union all
    select o.*
    from orders as o
    where coalesce(o.amount, o.order_amount) is not null
        and not exists (select 1 from items as i where i.order_key = o.order_key)
    union all
    select * replace (
        -abs(coalesce(amount, refunded)) as amount,
        -abs(quantity) as quantity,
        cast(null as decimal(18, 4)) as order_amount,
        cast(null as decimal(18, 4)) as refunded)
    from held
    where part = $family || ' refunds'
)

select
    cast(s.batch as bigint) * 1000000000 + s.row_number as row_number,
    c.customer_key is not null as has_customer,
    coalesce(s.order_id, o.order_id, s.order_key) as order_id,
    cast(coalesce(s.ordered_at, o.ordered_at) as varchar) as ordered_at,
    coalesce(s.customer, c.customer, o.customer) as customer,
    coalesce(s.customer_name, c.customer_name, o.customer_name) as customer_name,
    coalesce(s.email, c.email, o.email) as email,
    coalesce(s.phone, c.phone, o.phone) as phone,
    coalesce(s.product, p.product, s.product_key) as product,
    coalesce(s.product_name, p.product_name) as product_name,
    coalesce(s.category, p.category) as category,
    cast(s.quantity as varchar) as quantity,
    cast(s.unit_price as varchar) as unit_price,
    s.discount,
    cast(coalesce(s.amount, case when s.part = $family || ' orders' then s.order_amount end)
        as varchar) as amount,
    cast(coalesce(s.unit_cost, p.unit_cost) as varchar) as unit_cost,
    coalesce(s.currency, o.currency) as currency,
    coalesce(s.country, o.country, c.country) as country,
    coalesce(s.city, o.city, c.city) as city,
    coalesce(s.channel, o.channel) as channel,
    coalesce(s.store, o.store) as store,
    coalesce(s.salesperson, o.salesperson) as salesperson,
    coalesce(s.coupon_code, o.coupon_code) as coupon_code,
    cast(coalesce(d.promised_at, s.promised_at, o.promised_at) as varchar) as promised_at,
    cast(coalesce(d.delivered_at, s.delivered_at, o.delivered_at) as varchar) as delivered_at,
    coalesce(s.status, o.status) as status,
    cast(case when s.part = $family || ' items' then o.order_amount end as varchar)
        as order_amount,
    coalesce(s.cancelled_at, o.cancelled_at) as cancelled_at,
    cast(case when s.part = $family || ' items' then o.refunded else s.refunded end as varchar)
        as refunded,
    s.row_type
from sales as s
left join orders as o on o.order_key = s.order_key
left join customers as c on c.customer_key = coalesce(s.customer_key, o.customer_key)
left join products as p on p.product_key = s.product_key
left join deliveries as d on d.order_key = s.order_key
