-- one row if a category that was never seen in this source makes 30 % of this upload's sales: the
-- largest such one
with sold as (
    select category, batch = $batch as is_new, sum(amount) as amount
    from sales_lines
    where source = $source and superseded_by is null and category is not null
    group by category, batch = $batch
),

known as (
    select category from sold where not is_new
),

brought as (
    select sum(amount) as amount from sales_lines where batch = $batch and superseded_by is null
)

select s.category, cast(s.amount / b.amount as double) as share
from sold as s
cross join brought as b
where s.is_new and b.amount > 0 and s.amount >= 0.3 * b.amount
    and s.category not in (select category from known)
    and (select count(*) from known) > 0
order by s.amount desc
limit 1
