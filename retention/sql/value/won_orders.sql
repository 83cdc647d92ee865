-- one row per channel and purchase number of the customers won in the months whose acquisition costs
-- are told: how many made that purchase, and the margin of those days. What they brought back on a
-- day without a purchase counts with the purchase before
with days as (
    select
        m.channel,
        m.customer_key,
        p.day,
        sum(p.amount) as amount,
        sum(p.costed) as costed,
        sum(p.cost) as cost
    from purchase_parts as p
    inner join won_customers($as_of) as m on m.customer_key = p.customer_key
    where p.day >= m.first_day
    group by m.channel, m.customer_key, p.day
),

numbered as (
    select d.*, max(b.number) over (
        partition by d.channel, d.customer_key order by d.day
        rows between unbounded preceding and current row
    ) as number
    from days as d
    left join purchases as b on b.customer_key = d.customer_key and b.day = d.day
)

select
    channel,
    number as order_number,
    count(distinct customer_key)::bigint as customers,
    margin_of(sum(amount), sum(costed), sum(cost), $margin_share) as margin
from numbered
group by channel, number
order by channel, number
