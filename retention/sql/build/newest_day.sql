select max(day) as as_of from lines
