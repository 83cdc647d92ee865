-- the first rows as they would be read
select * exclude (kind, part, record_key, left_empty, reject_reason), reject_reason
from checked_records
order by row_number
limit $rows
