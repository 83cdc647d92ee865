-- one row per month of the lines held, all sources together; the amount is net and in the reporting
-- currency, without the lines that wait for a rate
with counted as (
    select s.ordered_at, s.customer,
        case
            when s.is_return and s.amount > 0 then cast(0 as decimal(18, 4))
            when coalesce(s.currency, $currency) = $currency or $currency is null then s.amount
            else cast(s.amount * x.rate as decimal(18, 4))
        end as amount
    from sales_lines as s
    left join rates as x
        on x.currency = s.currency
        and x.reporting = $currency
        and x.month = cast(date_trunc('month', s.ordered_at) as date)
    where s.superseded_by is null
)

select cast(date_trunc('month', ordered_at) as date) as month, count(*) as lines,
    count(distinct customer) as customers, coalesce(sum(amount), 0) as amount
from counted
group by date_trunc('month', ordered_at)
order by month
