-- one row per reason for which joined rows are no sales
select reason, count(*)::bigint as rows
from checked
where reason is not null
group by reason
order by rows desc, reason
limit 3
