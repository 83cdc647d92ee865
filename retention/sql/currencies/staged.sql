-- the currency that the file names, in the column of currencies; of several none
select case when count(distinct rtrim(upper(clean(currency)), '.')) = 1
    then min(rtrim(upper(clean(currency)), '.')) end as currency
from staged
where list_contains($codes, rtrim(upper(clean(currency)), '.'))
