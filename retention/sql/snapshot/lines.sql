-- the lines known on an earlier day
select * from lines_known_on($as_of)
