-- one row per row that cannot be taken, in the order of the file
select row_number, reason from checked where reason is not null order by row_number
