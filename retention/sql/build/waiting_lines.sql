-- one row per month and currency whose lines wait for a rate into the reporting currency; a return that
-- was linked to its sale waits for the rate of that sale's month
with sold as (
    select s.currency,
        cast(date_trunc('month', coalesce(r.sold_at, s.ordered_at)) as date) as month
    from sales_lines as s
    left join return_links as r on r.batch = s.batch and r.row_number = s.row_number
    where s.superseded_by is null and s.currency <> $currency
)

select s.currency, s.month, count(*) as lines
from sold as s
left join rates as x
    on x.currency = s.currency and x.reporting = $currency and x.month = s.month
where x.rate is null
group by s.currency, s.month
