-- one row per hundredth of the customers, the largest first, and their net amount inside the
-- filters; who brought back more than they bought is left out
with spent as (
    select customer_key, sum(amount) as amount
    from shown_parts
    where customer_key is not null and ($since::date is null or day >= $since::date)
    group by customer_key
    having sum(amount) >= 0
),

ranked as (
    select
        row_number() over (order by amount desc, customer_key) as place,
        count(*) over () as all_customers,
        sum(amount) over () as all_amount,
        sum(amount) over (
            order by amount desc, customer_key
            rows between unbounded preceding and current row
        ) as amount
    from spent
),

marks as (
    select unnest(range(1, 101)) as percent
)

select
    m.percent / 100 as customers_share,
    r.place::bigint as customers,
    r.amount,
    r.amount / nullif(r.all_amount, 0) as amount_share
from marks as m
inner join ranked as r
    on r.place = cast(floor(m.percent * r.all_customers / 100.0 + 0.5) as bigint)
order by m.percent
