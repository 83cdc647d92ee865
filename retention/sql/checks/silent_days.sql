-- one row if this upload borders on a stretch of days without any sale that is unusually long for
-- this source, by the rule of quality/gaps: the longest such stretch
with stretches as (
    select
        lag(day) over (order by day) + 1 as from_day,
        day - 1 as to_day,
        day - lag(day) over (order by day) as step,
        is_new or lag(is_new) over (order by day) as borders
    from days_of_source
),

usual as (
    select median(step) as step from stretches
)

select s.from_day, s.to_day, s.step - 1 as days
from stretches as s
cross join usual as u
where s.borders and s.step - 1 > 3 and s.step >= 7 * u.step
order by s.step desc, s.from_day
limit 1
