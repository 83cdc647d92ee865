-- one row per month that is over and channel whose acquisition costs are told ('': all together): what
-- was spent, and how many customers were won. Both: snapshot/shown_macros.sql
with won as (
    select month, channel, count(*) as customers
    from won_customers($as_of)
    group by month, channel
)

select
    t.month,
    t.channel,
    t.amount as spend,
    coalesce(w.customers, 0)::bigint as new_customers
from told_costs($as_of) as t
left join won as w on w.month = t.month and w.channel = t.channel
order by t.month, t.channel
