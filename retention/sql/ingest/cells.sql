-- one row per row of the file, its mapped cells as written under our own names. Only the columns
-- there are: a column of nothing but NULL would cost as much as a full one
create or replace temp table cells as
select * from cells_read
