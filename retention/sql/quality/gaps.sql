-- one row per stretch of days without any sale that is unusually long for this business: more than
-- three days and more than three times the P95 of its stretches between sales days
with days as (
    select distinct day from lines
),

stretches as (
    select
        lag(day) over (order by day) + 1 as from_day,
        day - 1 as to_day,
        day - lag(day) over (order by day) as step
    from days
),

usual as (
    select quantile_cont(step, 0.95) as p95 from stretches
)

select s.from_day, s.to_day, s.step - 1 as days
from stretches as s
cross join usual as u
where s.step - 1 > 3 and s.step > 3 * u.p95
order by s.from_day
