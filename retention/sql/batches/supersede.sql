-- the newer file's order replaces the one held whole; the old lines stay as history
update sales_lines
set superseded_by = $batch
from met_orders as m
where sales_lines.source = $source
    and sales_lines.superseded_by is null
    and m.is_changed
    and sales_lines.order_id = m.order_id
    and cast(sales_lines.ordered_at as date) = m.on_day
