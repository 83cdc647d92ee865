-- as members.sql, of the customers won in the months whose acquisition costs are told, by channel
select
    channel as grp,
    block,
    months_seen(first_day, $as_of) as months,
    count(*)::bigint as customers
from won_customers($as_of)
group by channel, block, months_seen(first_day, $as_of)
order by grp, block, months
