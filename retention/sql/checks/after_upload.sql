-- one row if lines are dated after the day of the upload: how many, and the first of them
select count(*) as lines, min(row_number) as row_number,
    arg_min(cast(ordered_at as date), row_number) as day
from checked
where contains(reason, 'lies after the day of the upload')
having count(*) > 0
