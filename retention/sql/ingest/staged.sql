-- one row per row of the file with every column, NULL where the file has none
create or replace temp view staged as
select * from cells
union all by name
select * from staged_columns
