-- one row: the lines that count, the uploads they came from, and their first and last day
select count(*)::bigint as lines, count(distinct batch)::bigint as uploads,
    min(day) as first_day, max(day) as last_day
from lines
