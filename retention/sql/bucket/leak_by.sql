-- one row per group: of its customers active when the newest $months complete months began, how many
-- lapsed within them. Groups: snapshot/shown_macros.sql; members as in flows.sql, those without a group
-- left out
with ends as (
    select
        cast(date_trunc('month', cast($as_of + 1 as timestamp)) as date) as after_end,
        cast(date_trunc('month', cast($as_of + 1 as timestamp))
            - to_months(cast($months as integer)) as date) as begins
)

select
    m.grp,
    count(*)::bigint as at_start,
    sum(case when s.lapses < e.after_end then 1 else 0 end)::bigint as lapsed,
    max(e.begins) as begins,
    max(e.begins) >= (select min(day) from purchases) + 2 * $horizon_days as settled
from members_by($by, null) as m
inner join spells as s on s.customer_key = m.customer_key
cross join ends as e
where m.grp is not null and s.started < e.begins and s.lapses >= e.begins
group by m.grp
order by m.grp
