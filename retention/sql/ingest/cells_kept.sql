-- one number: the rows that arrived
select count(*) from cells
