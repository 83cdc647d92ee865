-- what of the file is new: orders not held or changed, and lines not known
insert into sales_lines by name
select i.* exclude (on_day), $batch as batch, $source as source
from incoming as i
left join met_orders as m on m.order_id = i.order_id and m.on_day = i.on_day
left join known_lines as k on k.row_number = i.row_number
where k.row_number is null and coalesce(m.is_changed, true)
