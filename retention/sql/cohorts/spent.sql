-- one row per customer and period with a line inside the filters: their cohort, what it was like
-- ($by) and their net amount in the period, days of returns included. Members and periods as in
-- triangle.sql; periods that are not over yet are among them.
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
    period_of($grain, $clock, m.first_day, p.day) as period,
    sum(p.amount) as amount
from shown_parts as p
inner join members as m on m.customer_key = p.customer_key
group by m.customer_key, m.cohort, m.began_with, period_of($grain, $clock, m.first_day, p.day)
having sum(p.amount) is not null
order by m.customer_key, period
