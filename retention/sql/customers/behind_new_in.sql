-- who bought for the first time in the month, inside the filters
select customer_key
from shown
where number = 1 and cast(date_trunc('month', day) as date) = $month
