-- who is counted in a cell of cohorts/triangle: the members of $cohort (all cohorts observed then,
-- where it is empty) who are active in $period; without $period all members. $began_with keeps those
-- whose first purchase was like that, told $by; without it all
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

cohorts as (
    select cohort, max(first_day) as newest_first_day from members group by cohort
),

observed as (
    select cohort
    from cohorts
    where ($cohort::date is null or cohort = $cohort::date)
        and ($period::integer is null or $as_of >=
            period_ends($grain, $clock, cohort, newest_first_day, $period::integer))
),

bought as (
    select
        s.customer_key,
        s.number,
        period_of($grain, $clock, m.first_day, s.day) as period
    from shown as s
    inner join members as m on m.customer_key = s.customer_key
        and ($began_with::varchar is null or m.began_with = $began_with::varchar)
    inner join observed as o on o.cohort = m.cohort
)

select distinct customer_key
from bought
where $period::integer is null
    or ($kind = 'classic' and period = $period::integer)
    or ($kind = 'rolling' and period >= $period::integer)
    or ($kind = 'cumulative' and number > 1 and period <= $period::integer)
