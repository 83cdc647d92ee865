-- the same, once the lines of an order share what stands on its first line
create or replace temp view staged as
select * from filled
