-- who made purchase $order_number at least $within days ago, and, with $returned, who followed it
-- by another within them (true) or did not (false); members as in ladder/rungs.sql
select s.customer_key
from shown as s
left join purchases as n on n.customer_key = s.customer_key and n.number = s.number + 1
where s.number = $order_number
    and s.day <= $as_of - $within
    and ($since::date is null or s.day >= $since::date)
    and ($returned::boolean is null
        or $returned::boolean = coalesce(n.gap_days <= $within, false))
