-- one row per stretch of days without any sale that is unusually long for this business: more than
-- three days, and at least seven times as long from sale to sale as usual (the median)
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
    select median(step) as step from stretches
)

select s.from_day, s.to_day, s.step - 1 as days
from stretches as s
cross join usual as u
where s.step - 1 > 3 and s.step >= 7 * u.step
order by s.from_day
