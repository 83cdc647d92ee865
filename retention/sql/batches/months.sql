-- one row per month of the lines held, all sources together
select cast(date_trunc('month', ordered_at) as date) as month, count(*) as lines,
    count(distinct customer) as customers, coalesce(sum(amount), 0) as amount
from sales_lines
where superseded_by is null
group by date_trunc('month', ordered_at)
order by month
