-- what a corrected export no longer has stays as history, replaced by it
update sales_lines
set superseded_by = $batch
from missing_lines as m
where sales_lines.batch = m.batch
    and sales_lines.row_number = m.row_number
    and sales_lines.superseded_by is null
