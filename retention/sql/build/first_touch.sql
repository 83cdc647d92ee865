-- one row per customer: what their first and last purchases were like, told by the largest line
with last_numbers as (
    select customer_key, max(number) as number from purchases group by customer_key
),

ends as (
    select customer_key, day, 'first' as which from purchases where number = 1
    union all
    select p.customer_key, p.day, 'last'
    from purchases as p
    inner join last_numbers as l on l.customer_key = p.customer_key and l.number = p.number
),

ranked as (
    select
        e.which,
        l.customer_key,
        l.product_key,
        l.category,
        l.channel,
        l.store,
        l.salesperson,
        l.discount,
        l.coupon_code,
        row_number() over (
            partition by e.which, l.customer_key
            order by l.is_product desc, l.amount desc, l.line_key
        ) as place
    from ends as e
    inner join lines as l on l.customer_key = e.customer_key and l.day = e.day
    where not l.is_return and coalesce(l.amount > 0, true)
),

-- a file without any discount does not say that nobody got one
discounts_told as (
    select max(case when discount > 0 then 1 end) as are_told from lines
),

discounts as (
    select
        r.customer_key,
        max(case when r.discount > 0 then 1
            when r.discount is not null and t.are_told = 1 then 0 end) = 1 as first_discounted,
        max(r.coupon_code) as first_coupon
    from ranked as r
    cross join discounts_told as t
    where r.which = 'first'
    group by r.customer_key
)

select
    f.customer_key,
    p.product_name as first_product,
    f.category as first_category,
    f.channel as first_channel,
    f.store as first_store,
    f.salesperson as first_salesperson,
    d.first_discounted,
    d.first_coupon,
    t.channel as last_channel,
    t.store as last_store,
    t.salesperson as last_salesperson
from ranked as f
inner join ranked as t on t.customer_key = f.customer_key and t.which = 'last' and t.place = 1
inner join discounts as d on d.customer_key = f.customer_key
left join products as p on p.product_key = f.product_key
where f.which = 'first' and f.place = 1
