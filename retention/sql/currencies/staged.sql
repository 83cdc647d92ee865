-- the currency that the file names, in the column of currencies; of several the first in the alphabet
select min(rtrim(upper(clean(currency)), '.')) as currency
from staged
where list_contains($codes, rtrim(upper(clean(currency)), '.'))
