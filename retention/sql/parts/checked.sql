-- one row per row of one of several related tables: every field read, and the reason where the row
-- cannot be taken. What the other tables bring is no lack here
create or replace temp table checked_records as
with named as (
    select
        s.row_number,
        'part' as kind,
        $part as part,
        clean_code(s.order_key) as order_key,
        clean_code(s.customer_key) as customer_key,
        clean_code(s.product_key) as product_key,
        clean_code(s.order_id) as order_id,
        r.first_time as ordered_at,
        r.customer_id as customer,
        clean(s.customer_name) as customer_name,
        r.email_key as email,
        clean(s.phone) as phone,
        clean_code(s.product) as product,
        clean(s.product_name) as product_name,
        clean(s.category) as category,
        r.first_number as quantity,
        r.second_number as unit_price,
        cast(r.discount_number as varchar)
            || case when r.discount_is_percent then '%' else '' end as discount,
        r.amount_number as amount,
        r.cost_number as unit_cost,
        upper(clean(s.currency)) as currency,
        clean(s.country) as country,
        clean(s.city) as city,
        clean(s.channel) as channel,
        clean(s.store) as store,
        clean(s.salesperson) as salesperson,
        clean(s.coupon_code) as coupon_code,
        r.third_time as promised_at,
        r.second_time as delivered_at,
        clean(s.status) as status,
        coalesce(o.value, try_cast(s.order_amount as decimal(18, 4))) as order_amount,
        r.refunded_number as refunded,
        clean(s.cancelled_at) as cancelled_at,
        clean(s.row_type) as row_type,
        case when r.second_time is null then clean(s.delivered_at) end as left_empty,
        clean(s.ordered_at) as ordered_at_written,
        clean(s.amount) as amount_written,
        clean(s.quantity) as quantity_written,
        clean(s.unit_price) as unit_price_written
    from staged as s
    inner join staged_read as r on r.row_number = s.row_number
    left join numbers as o on o.cell = s.order_amount
),

keyed as (
    select *,
        case $own_key when 'order' then order_key when 'customer' then customer_key
            when 'product' then product_key else coalesce(order_key, customer_key, product_key, store,
                cast(row_number as varchar)) end as record_key
    from named
)

select * exclude (ordered_at_written, amount_written, quantity_written, unit_price_written),
    nullif(concat_ws('; ',
        case when record_key is null
            then 'the ' || $own_key || ' number that joins it to the other files is empty' end,
        case
            when ordered_at_written is not null and ordered_at is null
                then 'the date "' || ordered_at_written || '" is not a date'
            when ordered_at >= $end_of_upload_day
                then 'the date "' || ordered_at_written || '" lies after the day of the upload'
            when $needs_date and ordered_at is null then 'the date is empty'
        end,
        case when amount_written is not null and amount is null
            then 'the amount "' || amount_written || '" is not a number' end,
        case when quantity_written is not null and quantity is null
            then 'the quantity "' || quantity_written || '" is not a number' end,
        case when unit_price_written is not null and unit_price is null
            then 'the price "' || unit_price_written || '" is not a number' end,
        case when $needs_amount and amount_written is null
                and (quantity_written is null or unit_price_written is null)
            then 'the amount is empty' end
    ), '') as reject_reason
from keyed
