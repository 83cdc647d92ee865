-- the last accepted sales day
select max(day) as as_of from lines
