-- who first bought in the period $grain that begins on $cohort, and, with $period, bought again in
-- that period; members as in cohorts/triangle.sql
with members as (
    select customer_key, cast(date_trunc($grain, first_day) as date) as cohort
    from shown
    where number = 1 and cast(date_trunc($grain, first_day) as date) = $cohort
),

bought as (
    select
        s.customer_key,
        case
            when $grain = 'week' then
                cast(floor((cast(date_trunc('week', s.day) as date) - m.cohort) / 7) as integer)
            when $grain = 'year' then year(s.day) - year(m.cohort)
            when $grain = 'quarter' then
                (year(s.day) - year(m.cohort)) * 4 + quarter(s.day) - quarter(m.cohort)
            else (year(s.day) - year(m.cohort)) * 12 + month(s.day) - month(m.cohort)
        end as period
    from shown as s
    inner join members as m on m.customer_key = s.customer_key
)

select distinct customer_key
from bought
where $period::integer is null or period = $period::integer
