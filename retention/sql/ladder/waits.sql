-- one row per group ('' is everybody) and number of days after the first purchase: how many came back
-- for the second one on that day, and how many left the waiting then, for it or because no more of
-- their time is known. The first purchase is inside the filters, the second anywhere
with waits as (
    select
        s.customer_key,
        coalesce(n.gap_days, $as_of - s.day) as days,
        case when n.gap_days is null then 0 else 1 end as came_back
    from shown as s
    left join purchases as n on n.customer_key = s.customer_key and n.number = 2
    where s.number = 1 and ($since::date is null or s.day >= $since::date)
),

grouped as (
    select '' as grp, days, came_back from waits
    union all
    select b.began_with, w.days, w.came_back
    from waits as w
    inner join began_by($by) as b on b.customer_key = w.customer_key
    where b.began_with <> ''
)

select grp, days, sum(came_back)::bigint as events, count(*)::bigint as leaving
from grouped
group by grp, days
order by grp, days
