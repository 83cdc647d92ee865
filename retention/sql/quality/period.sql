-- one row: the first and the last day with a line
select min(day) as first_day, max(day) as last_day from lines
