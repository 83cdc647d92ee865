-- one row per day on which this source sold: its lines, and whether this upload brought any
create or replace temp table days_of_source as
select cast(ordered_at as date) as day, count(*) as lines, bool_or(batch = $batch) as is_new
from sales_lines
where source = $source and superseded_by is null
group by cast(ordered_at as date)
