-- one row per customer and period with a line inside the filters: their cohort, what it was like
-- ($by), the margin of the period, and how many of its lines have none. The margin of a line is its
-- amount less its cost, else $margin_share of its amount, else unknown. Members and periods as in
-- spent.sql: a return belongs to the day of its order.
with members as (
    select
        s.customer_key,
        s.first_day,
        cast(date_trunc($grain, s.first_day) as date) as cohort,
        b.began_with
    from shown as s
    inner join began_by($by) as b on b.customer_key = s.customer_key
    where s.number = 1
        and ($since::date is null or s.first_day >= date_trunc($grain, $since::date))
),

priced as (
    select
        l.customer_key,
        l.purchase_day as day,
        l.amount,
        case
            when l.unit_cost is not null and l.quantity is not null
                then l.amount - l.quantity * l.unit_cost
            else l.amount * $margin_share::decimal(5, 4)
        end as margin
    from lines as l
    where (len($channel::varchar[]) = 0 or list_contains($channel::varchar[], l.channel))
        and (len($store::varchar[]) = 0 or list_contains($store::varchar[], l.store))
        and (len($category::varchar[]) = 0 or list_contains($category::varchar[], l.category))
        and (len($salesperson::varchar[]) = 0
            or list_contains($salesperson::varchar[], l.salesperson))
)

select
    m.customer_key,
    m.cohort,
    m.began_with,
    period_of($grain, $clock, m.first_day, p.day) as period,
    coalesce(sum(p.margin), 0) as margin,
    sum(case when p.margin is null and p.amount <> 0 then 1 else 0 end)::bigint as untold
from priced as p
inner join members as m on m.customer_key = p.customer_key
group by m.customer_key, m.cohort, m.began_with, period_of($grain, $clock, m.first_day, p.day)
having sum(p.amount) is not null
order by m.customer_key, period
