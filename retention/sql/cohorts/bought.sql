-- one row per customer and period with a purchase inside the filters: their cohort, what it was like
-- ($by) and how many purchases. Members and periods as in triangle.sql; everybody has a period 0,
-- and periods that are not over yet are among them.
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
)

select
    m.customer_key,
    m.cohort,
    m.began_with,
    period_of($grain, $clock, m.first_day, s.day) as period,
    count(*)::bigint as orders
from shown as s
inner join members as m on m.customer_key = s.customer_key
group by m.customer_key, m.cohort, m.began_with, period_of($grain, $clock, m.first_day, s.day)
order by m.customer_key, period
