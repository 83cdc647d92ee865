-- one row: what the scores are made of: the customers ranked, and the days of their purchases
select count(*)::bigint as customers, min(first_day) as from_day, max(last_day) as to_day
from customers_now
