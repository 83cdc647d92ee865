-- the joined rows that have their order, or a date of their own, as rows of one file
create or replace temp view staged as
select * exclude (has_customer) from staged_parts where ordered_at is not null
union all by name
select * from staged_columns
