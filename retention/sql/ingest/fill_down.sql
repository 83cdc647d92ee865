-- what stands only on the first line of an order belongs to all its lines
create or replace temp table filled as
select * replace (
    first_value(nullif(ordered_at, '') ignore nulls) over whole_order as ordered_at,
    first_value(nullif(customer, '') ignore nulls) over whole_order as customer,
    first_value(nullif(customer_name, '') ignore nulls) over whole_order as customer_name,
    first_value(nullif(email, '') ignore nulls) over whole_order as email,
    first_value(nullif(phone, '') ignore nulls) over whole_order as phone,
    first_value(nullif(currency, '') ignore nulls) over whole_order as currency,
    first_value(nullif(country, '') ignore nulls) over whole_order as country,
    first_value(nullif(city, '') ignore nulls) over whole_order as city,
    first_value(nullif(channel, '') ignore nulls) over whole_order as channel,
    first_value(nullif(store, '') ignore nulls) over whole_order as store,
    first_value(nullif(salesperson, '') ignore nulls) over whole_order as salesperson,
    first_value(nullif(coupon_code, '') ignore nulls) over whole_order as coupon_code,
    first_value(nullif(status, '') ignore nulls) over whole_order as status,
    first_value(nullif(cancelled_at, '') ignore nulls) over whole_order as cancelled_at
)
from staged
window whole_order as (
    partition by coalesce(nullif(order_id, ''), cast(row_number as varchar))
    order by row_number
    rows between unbounded preceding and unbounded following
)
