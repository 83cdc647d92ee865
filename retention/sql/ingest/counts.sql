-- one row: how many rows were read, how many can be taken, and what was left empty as unreadable
select
    count(*)::bigint as rows,
    count(case when reason is null then 1 end)::bigint as accepted
from checked
