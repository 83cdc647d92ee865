-- who is counted in a cell of cohorts/triangle: the members of $cohort (all cohorts observed then,
-- where it is empty) who are active in $period; without $period all members
with units as (
    select case $grain when 'week' then 7 when 'month' then 30 when 'quarter' then 91 else 365 end
        as days
),

members as (
    select customer_key, first_day, cast(date_trunc($grain, first_day) as date) as cohort
    from shown
    where number = 1
        and ($since::date is null or first_day >= date_trunc($grain, $since::date))
),

cohorts as (
    select cohort, max(first_day) as newest_first_day from members group by cohort
),

observed as (
    select c.cohort
    from cohorts as c
    cross join units as u
    where ($cohort::date is null or c.cohort = $cohort::date)
        and ($period::integer is null or $as_of >= case
            when $clock = 'elapsed' then c.newest_first_day + ($period::integer + 1) * u.days - 1
            when $grain = 'week' then c.cohort + ($period::integer + 1) * 7 - 1
            when $grain = 'year' then
                cast(c.cohort + to_months(12 * ($period::integer + 1)) as date) - 1
            when $grain = 'quarter' then
                cast(c.cohort + to_months(3 * ($period::integer + 1)) as date) - 1
            else cast(c.cohort + to_months($period::integer + 1) as date) - 1
        end)
),

bought as (
    select
        s.customer_key,
        s.number,
        case
            when $clock = 'elapsed' then cast(floor((s.day - m.first_day) / u.days) as integer)
            when $grain = 'week' then
                cast(floor((cast(date_trunc('week', s.day) as date) - m.cohort) / 7) as integer)
            when $grain = 'year' then year(s.day) - year(m.cohort)
            when $grain = 'quarter' then
                (year(s.day) - year(m.cohort)) * 4 + quarter(s.day) - quarter(m.cohort)
            else (year(s.day) - year(m.cohort)) * 12 + month(s.day) - month(m.cohort)
        end as period
    from shown as s
    inner join members as m on m.customer_key = s.customer_key
    inner join observed as o on o.cohort = m.cohort
    cross join units as u
)

select distinct customer_key
from bought
where $period::integer is null
    or ($kind = 'classic' and period = $period::integer)
    or ($kind = 'rolling' and period >= $period::integer)
    or ($kind = 'cumulative' and number > 1 and period <= $period::integer)
