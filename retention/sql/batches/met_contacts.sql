-- an order met with the same lines is changed after all if the file writes a name, an address or a
-- phone that the one held lacks or has otherwise; what the file does not write changes nothing
update met_orders
set is_changed = true
from (
    with sides as (
        select 'file' as side, i.order_id, i.on_day, i.customer, i.customer_name, i.email, i.phone,
            i.city, i.country
        from incoming as i
        inner join met_orders as m on m.order_id = i.order_id and m.on_day = i.on_day
        where i.customer is not null and not m.is_changed and not m.is_unread
        union all
        select 'held', s.order_id, m.on_day, s.customer, s.customer_name, s.email, s.phone, s.city,
            s.country
        from sales_lines as s
        inner join met_orders as m
            on m.order_id = s.order_id and m.on_day = cast(s.ordered_at as date)
        where s.source = $source and s.superseded_by is null and s.customer is not null
            and not m.is_changed and not m.is_unread
    ),

    written as (
        select side, order_id, on_day, customer, max(customer_name) as customer_name,
            max(email) as email, max(phone) as phone, max(city) as city, max(country) as country
        from sides
        group by side, order_id, on_day, customer
    )

    select distinct f.order_id, f.on_day
    from written as f
    inner join written as h
        on h.order_id = f.order_id and h.on_day = f.on_day and h.customer = f.customer
    where f.side = 'file' and h.side = 'held'
        and (f.customer_name <> coalesce(h.customer_name, '') or f.email <> coalesce(h.email, '')
            or f.phone <> coalesce(h.phone, '') or f.city <> coalesce(h.city, '')
            or f.country <> coalesce(h.country, ''))
) as brought
where brought.order_id = met_orders.order_id and brought.on_day = met_orders.on_day
