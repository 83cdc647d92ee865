-- one row if a month of this upload has half the usual lines or less: the thinnest such month.
-- Months that the data only touch at their beginning or end are left out, and fewer than four whole
-- ones have no usual
with bounds as (
    select min(day) as first_day, max(day) as last_day from days_of_source
),

months as (
    select cast(date_trunc('month', day) as date) as month, sum(lines) as lines,
        bool_or(is_new) as is_new
    from days_of_source
    group by date_trunc('month', day)
),

whole as (
    select m.*
    from months as m
    cross join bounds as b
    where b.first_day <= m.month + 2
        and b.last_day >= cast(m.month + interval 1 month as date) - 3
),

usual as (
    select median(lines) as lines, count(*) as months from whole
)

select w.month, cast(w.lines as bigint) as lines, cast(round(u.lines) as bigint) as usual
from whole as w
cross join usual as u
where w.is_new and u.months >= 4 and w.lines * 2 <= u.lines
order by w.lines, w.month
limit 1
