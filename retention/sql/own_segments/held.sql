-- one row per condition of the own segments, in the order in which they were written
select name, field, operator, value, who, entered_at from own_segments order by name, place
