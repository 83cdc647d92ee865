-- one row per customer and period with a line inside the filters: their cohort, what it was like
-- ($by), the margin of the period, and 1 where it is not told. Members and periods as in spent.sql: a
-- return belongs to the day of its order.
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

told as (
    select
        m.customer_key,
        m.cohort,
        m.began_with,
        period_of($grain, $clock, m.first_day, p.day) as period,
        sum(p.amount) as amount,
        margin_of(sum(p.amount), sum(p.costed), sum(p.cost), $margin_share) as margin
    from shown_parts as p
    inner join members as m on m.customer_key = p.customer_key
    group by m.customer_key, m.cohort, m.began_with, period_of($grain, $clock, m.first_day, p.day)
    having sum(p.amount) is not null
)

select
    customer_key,
    cohort,
    began_with,
    period,
    coalesce(margin, 0) as margin,
    case when margin is null and amount <> 0 then 1 else 0 end::bigint as untold
from told
order by customer_key, period
