-- one row per line held; purchase_day is the day of the original order where the line is a return
-- that was linked to one
select s.*, coalesce(r.sale_day, s.day) as purchase_day
from sales as s
left join return_links as r on r.line_key = s.line_key
