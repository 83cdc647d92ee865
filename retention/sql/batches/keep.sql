insert into sales_lines by name
select * exclude (is_update, on_day), $batch as batch, $source as source
from taken
order by row_number
