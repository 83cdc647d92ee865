-- one row per month from the first sale to the last: lines and days with sales in it
with months as (
    select cast(unnest(generate_series(
        date_trunc('month', cast(min(day) as timestamp)),
        date_trunc('month', cast(max(day) as timestamp)),
        interval 1 month
    )) as date) as month
    from lines
),

held as (
    select cast(date_trunc('month', day) as date) as month, count(*) as lines,
        count(distinct day) as sales_days, sum(amount) as amount
    from lines
    group by date_trunc('month', day)
)

select
    m.month,
    coalesce(h.lines, 0)::bigint as lines,
    coalesce(h.sales_days, 0)::bigint as sales_days,
    coalesce(h.amount, 0) as amount
from months as m
left join held as h on h.month = m.month
order by m.month
