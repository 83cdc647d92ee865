-- one row: the customers whose first purchase was inside the filters, and those of them who have
-- bought again by now, wherever it was
select count(*)::bigint as n, sum(case when c.purchases >= 2 then 1 else 0 end)::bigint as events
from shown as s
inner join customers_now as c on c.customer_key = s.customer_key
where s.number = 1
