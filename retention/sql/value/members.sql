-- one row per group, block and number of whole months since the own first purchase: how many
-- customers. Groups and blocks: snapshot/shown_macros.sql
select grp, block, months_seen(first_day, $as_of) as months, count(*)::bigint as customers
from members_by($by, $since)
where grp is not null
group by grp, block, months_seen(first_day, $as_of)
order by grp, block, months
