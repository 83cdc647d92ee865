-- one row: the P80 gap between purchases, between its two neighbours as far as 0.8 lies between
-- them, rounded up to 30 days, within 30 to 180
with placed as (
    select
        gap_days,
        row_number() over (order by gap_days) - 1 as place,
        0.8 * (count(*) over () - 1) as wanted
    from purchases
    where gap_days is not null
),

neighbours as (
    select
        max(wanted) - floor(max(wanted)) as part,
        max(case when place = floor(wanted) then gap_days end) as below,
        max(case when place = ceil(wanted) then gap_days end) as above
    from placed
)

select case when below is null then null else
    least(180, greatest(30, cast(ceil((below + part * (above - below)) / 30.0) as integer) * 30))
end as horizon_days
from neighbours
