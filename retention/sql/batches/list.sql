-- one row per upload, the newest last
select batch, file, source, accepted, duplicates, rejected, status, kind, layout,
    row_count as rows, updated, anonymous_rows, orders, customers, first_date, last_date, amount,
    received_at, who
from batches
order by batch
