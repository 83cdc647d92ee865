-- one row: how many spellings need a decimal dot, how many a comma, how many could be either, and
-- one of those
select
    count(case when form = 'dot' then 1 end)::bigint as dots,
    count(case when form = 'comma' then 1 end)::bigint as commas,
    count(case when form in ('dot3', 'comma3') then 1 end)::bigint as doubtful,
    min(case when form in ('dot3', 'comma3') then cell end) as example
from number_texts
