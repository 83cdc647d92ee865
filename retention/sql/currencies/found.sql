-- one row per currency that a line names
select distinct currency
from sales_lines
where superseded_by is null and currency is not null
