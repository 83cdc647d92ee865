-- what of the file is new: orders not held or changed, and lines not known
create or replace temp table taken as
select i.*, coalesce(m.is_changed, false) as is_update
from incoming as i
left join met_orders as m on m.order_id = i.order_id and m.on_day = i.on_day
left join known_lines as k on k.row_number = i.row_number
where k.row_number is null and coalesce(m.is_changed, true)
