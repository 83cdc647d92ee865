-- the lines known on an earlier day
select * from lines where day <= $as_of
