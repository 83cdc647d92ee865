-- one row if a line's amount is what all other lines come to: a total among the sales
with whole as (
    select sum(amount) as amount, count(*) as lines from incoming
)

select i.row_number, i.amount
from incoming as i
cross join whole as w
where w.lines > 3 and i.amount > 0 and i.amount * 2 = w.amount
order by i.row_number
limit 1
