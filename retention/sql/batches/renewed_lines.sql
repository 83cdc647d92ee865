-- one row per line without an order number that is held already, and for which the file writes a name,
-- an address or a phone that the one held lacks or has otherwise, as an order in met_contacts.sql; or
-- another answer to whether it was cancelled
create or replace temp table renewed_lines as
select k.row_number, k.held_line
from known_lines as k
inner join incoming as i on i.row_number = k.row_number
inner join sales_lines as s
    on cast(s.batch as bigint) * 1000000000 + s.row_number = k.held_line
where i.order_id is null
    and (i.customer is not null
            and (i.customer_name <> coalesce(s.customer_name, '')
                or i.email <> coalesce(s.email, '') or i.phone <> coalesce(s.phone, '')
                or i.city <> coalesce(s.city, '') or i.country <> coalesce(s.country, ''))
        or i.is_return and not s.is_return
        or s.is_return and not i.is_return and i.status is not null)
