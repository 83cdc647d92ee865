-- one row per month and channel: what was spent to win customers
select month, channel, sum(amount) as amount
from records
where kind = 'costs' and superseded_by is null
group by month, channel
