-- one row: the P80 gap between purchases, rounded up to 30 days, within 30 to 180
select case when count(*) = 0 then null else
    least(180, greatest(30, cast(ceil(quantile_cont(gap_days, 0.8) / 30) as integer) * 30))
end as horizon_days
from purchases
where gap_days is not null
