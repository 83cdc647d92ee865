-- one row per number of days between a purchase inside the filters and the one before it
select gap_days, count(*)::bigint as gaps
from shown
where gap_days is not null and ($since::date is null or day >= $since::date)
group by gap_days
order by gap_days
