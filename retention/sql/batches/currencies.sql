-- one row per currency written in the file, the most frequent first
select currency, count(*) as lines
from checked
where reason is null and currency is not null
group by currency
order by lines desc, currency
