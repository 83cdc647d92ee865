-- one row per block: over the newest $months complete months, how many months its customers were
-- active at the end of, and what they spent inside the filters. Blocks: snapshot/shown_macros.sql;
-- members as in bucket/flows.sql
with ends as (
    select cast(unnest(generate_series(
        date_trunc('month', cast($as_of + 1 as timestamp)) - to_months(cast($months as integer) - 1),
        date_trunc('month', cast($as_of + 1 as timestamp)),
        interval 1 month
    )) as date) as after_end
),

active as (
    select m.block, count(*) as active_months
    from members_by('all', null) as m
    inner join spells as s on s.customer_key = m.customer_key
    inner join ends as e on s.started < e.after_end and s.lapses >= e.after_end
    group by m.block
),

spent as (
    select m.block, sum(p.amount) as amount, sum(p.costed) as costed, sum(p.cost) as cost
    from shown_parts as p
    inner join members_by('all', null) as m on m.customer_key = p.customer_key
    where p.day >= (select min(after_end) - interval 1 month from ends)
        and p.day < (select max(after_end) from ends)
    group by m.block
)

select
    coalesce(a.block, s.block) as block,
    coalesce(a.active_months, 0)::bigint as active_months,
    s.amount,
    margin_of(s.amount, s.costed, s.cost, $margin_share) as margin,
    coalesce(s.amount <> 0, false)
        and margin_of(s.amount, s.costed, s.cost, $margin_share) is null as untold
from active as a
full join spent as s on s.block = a.block
order by block
