-- one row per name of a month, in small letters without accents, which many tills leave out;
-- $months are the numbers of the $names, in the same order
create or replace temp table month_names as
select distinct month, strip_accents(name) as name
from (select unnest($months) as month, unnest($names) as name)
