-- who lapsed in the month, among those whose first purchase was inside the filters
select distinct s.customer_key
from spells as s
inner join shown as f on f.customer_key = s.customer_key and f.number = 1
where cast(date_trunc('month', s.lapses) as date) = $month and s.lapses <= $as_of
