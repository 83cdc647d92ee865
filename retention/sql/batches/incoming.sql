-- one row per readable line of the file
create or replace temp view incoming as
select * exclude (reason), cast(ordered_at as date) as on_day
from checked
where reason is null
