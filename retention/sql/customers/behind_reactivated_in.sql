-- who came back in the month after lapsing, among those whose first purchase was inside the filters
select distinct s.customer_key
from spells as s
inner join shown as f on f.customer_key = s.customer_key and f.number = 1
where s.spell > 1 and cast(date_trunc('month', s.started) as date) = $month
