-- one row: the last sales day before the newest upload that moved the last sales day forward
-- (empty where one upload brought everything), the last sales day, and the first one
with reached as (
    select batch, max(last_day) as last_day
    from (
        select batch, max(day) as last_day from lines group by batch
        union all
        -- an upload whose lines a newer one has replaced moved the last day all the same
        select batch, least(last_date, $as_of)
        from batches
        where status = 'loaded' and accepted > 0 and first_date <= $as_of
    ) as told
    group by batch
),

running as (
    select
        batch,
        last_day,
        max(last_day) over (
            order by batch rows between unbounded preceding and 1 preceding
        ) as last_before
    from reached
),

advances as (
    select last_before, row_number() over (order by batch desc) as from_last
    from running
    where last_before is null or last_day > last_before
)

select
    a.last_before as before_day,
    $as_of as until_day,
    (select min(day) from lines) as first_day
from advances as a
where a.from_last = 1
