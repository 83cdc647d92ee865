-- one row per customer who spent in one of the two windows: what in each, and whether they are new
select customer_key, before, after, is_new
from spent_in_windows($as_of, $months)
order by customer_key
