-- the line held before stays as history
update sales_lines
set superseded_by = $batch
from renewed_lines as r
where cast(sales_lines.batch as bigint) * 1000000000 + sales_lines.row_number = r.held_line
