-- what the filters leave when there are none: the same columns as build/shown_parts and build/shown
create or replace temp view shown_parts as
select * from purchase_parts;

create or replace temp view shown as
select customer_key, number, day, amount, first_day, gap_days
from purchases;
