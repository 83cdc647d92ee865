-- one row: among dates in numbers whose year does not come first, how many are dates only when read
-- day first, only when read month first, or both ways; how many of the latter are written with dots;
-- whether a two-digit year could come first; and an example of a doubtful one
with parts as (
    select cell, mark, length(last) as last_width,
        try_cast(first as integer) as first,
        try_cast(second as integer) as second,
        try_cast(last as integer) as last
    from date_texts
    where form = 'numbers' and length(first) <= 2
),

readings as (
    select cell, mark, first, last, last_width,
        first between 1 and 31 and second between 1 and 12 as day_first,
        first between 1 and 12 and second between 1 and 31 as month_first,
        last_width = 2 and second between 1 and 12 and last between 1 and 31 as year_first
    from parts
)

select
    count(*)::bigint as dates,
    count(case when day_first and not month_first then 1 end)::bigint as only_day_first,
    count(case when month_first and not day_first then 1 end)::bigint as only_month_first,
    count(case when day_first and month_first then 1 end)::bigint as doubtful,
    count(case when day_first and month_first and mark <> '.' then 1 end)::bigint
        as doubtful_without_dots,
    coalesce(bool_and(year_first), false) as fits_year_first,
    coalesce(max(first) > 31, false) as needs_year_first,
    count(distinct first)::bigint as first_values,
    count(distinct last)::bigint as last_values,
    min(case when day_first and month_first then cell end) as example
from readings
