-- one row per currency written in the lines that an upload brought
select currency, count(*) as lines
from sales_lines
where batch = $batch and currency is not null
group by currency
order by currency
