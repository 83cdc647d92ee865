-- a renewed line takes the place of the one held; what the file does not write stays as it was held
insert into sales_lines by name
select
    i.* exclude (on_day) replace (
        case when i.ordered_at = i.on_day then s.ordered_at else i.ordered_at end as ordered_at,
        coalesce(i.customer_name, s.customer_name) as customer_name,
        coalesce(i.email, s.email) as email,
        coalesce(i.phone, s.phone) as phone,
        coalesce(i.product, s.product) as product,
        coalesce(i.product_name, s.product_name) as product_name,
        coalesce(i.category, s.category) as category,
        coalesce(i.unit_price, s.unit_price) as unit_price,
        coalesce(i.discount, s.discount) as discount,
        coalesce(i.unit_cost, s.unit_cost) as unit_cost,
        coalesce(i.currency, s.currency) as currency,
        coalesce(i.country, s.country) as country,
        coalesce(i.city, s.city) as city,
        coalesce(i.channel, s.channel) as channel,
        coalesce(i.store, s.store) as store,
        coalesce(i.salesperson, s.salesperson) as salesperson,
        coalesce(i.coupon_code, s.coupon_code) as coupon_code,
        coalesce(i.promised_at, s.promised_at) as promised_at,
        coalesce(i.delivered_at, s.delivered_at) as delivered_at,
        case when i.is_return or i.status is null then coalesce(i.cancelled_at, s.cancelled_at) end
            as cancelled_at,
        coalesce(i.status, s.status) as status,
        i.is_return or (s.is_return and i.status is null) as is_return
    ),
    $batch as batch,
    $source as source
from renewed_lines as r
inner join incoming as i on i.row_number = r.row_number
inner join sales_lines as s
    on cast(s.batch as bigint) * 1000000000 + s.row_number = r.held_line
