-- one row per customer: who they are, and what their first and last purchases were like, told by
-- the largest line of the day
with ranked as (
    select
        l.*,
        p.first_day,
        row_number() over (
            partition by l.customer_key
            order by l.day, l.is_product desc, l.amount desc, l.line_key
        ) as from_first,
        row_number() over (
            partition by l.customer_key
            order by l.day desc, l.is_product desc, l.amount desc, l.line_key
        ) as from_last
    from lines as l
    inner join purchases as p
        on p.customer_key = l.customer_key and p.day = l.day
    where not l.is_return and l.amount > 0
),

contact as (
    select
        customer_key,
        max(customer_name) as customer_name,
        max(email) as email,
        max(phone) as phone,
        max(city) as city,
        max(country) as country
    from lines
    where customer_key is not null
    group by customer_key
),

discounts as (
    select
        customer_key,
        max(case when day = first_day and discount > 0 then 1 else 0 end) = 1 as first_discounted,
        max(case when day = first_day then coupon_code end) as first_coupon
    from ranked
    group by customer_key
)

select
    c.customer_key,
    k.customer,
    c.customer_name as name,
    c.email,
    c.phone,
    c.city,
    c.country,
    f.product_name as first_product,
    f.category as first_category,
    f.channel as first_channel,
    f.store as first_store,
    f.salesperson as first_salesperson,
    d.first_discounted,
    d.first_coupon,
    t.channel as last_channel,
    t.store as last_store,
    t.salesperson as last_salesperson
from contact as c
inner join customer_keys as k on k.customer_key = c.customer_key
inner join ranked as f on f.customer_key = c.customer_key and f.from_first = 1
inner join ranked as t on t.customer_key = c.customer_key and t.from_last = 1
inner join discounts as d on d.customer_key = c.customer_key
