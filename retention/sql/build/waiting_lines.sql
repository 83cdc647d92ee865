-- one row per month and currency whose lines wait for a rate into the reporting currency
select s.currency, cast(date_trunc('month', s.ordered_at) as date) as month, count(*) as lines
from sales_lines as s
left join rates as x
    on x.currency = s.currency
    and x.reporting = $currency
    and x.month = cast(date_trunc('month', s.ordered_at) as date)
where s.superseded_by is null and s.currency <> $currency and x.rate is null
group by s.currency, cast(date_trunc('month', s.ordered_at) as date)
