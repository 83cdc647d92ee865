-- one row per horizon of $within and order number: nth purchases old enough to be judged, and how
-- many of them were followed by another within the horizon. Under a filter the nth purchase is
-- inside it; the next one may be anywhere.
with steps as (
    select s.number, s.day, n.gap_days as next_gap_days
    from shown as s
    left join purchases as n on n.customer_key = s.customer_key and n.number = s.number + 1
    where $since::date is null or s.day >= $since::date
),

horizons as (
    select unnest($within::integer[]) as within
)

select
    h.within,
    s.number as order_number,
    count(*)::bigint as eligible,
    sum(case when s.next_gap_days <= h.within then 1 else 0 end)::bigint as returned
from steps as s
inner join horizons as h on s.day <= $as_of - h.within
group by h.within, s.number
order by h.within, s.number
