-- as spent.sql, of the customers won in the months whose acquisition costs are told, by channel
with spent as (
    select
        m.channel as grp,
        m.block,
        least(cast(floor((p.day - m.first_day) * 12 / 365.0) as integer), $last_month) as month,
        p.amount,
        p.costed,
        p.cost,
        months_seen(m.first_day, $as_of) as months
    from purchase_parts as p
    inner join won_customers($as_of) as m on m.customer_key = p.customer_key
    where p.day >= m.first_day
)

select
    grp,
    block,
    month,
    sum(amount) as amount,
    margin_of(sum(amount), sum(costed), sum(cost), $margin_share) as margin,
    margin_of(sum(amount), sum(costed), sum(cost), $margin_share) is null and sum(amount) <> 0
        as untold
from spent
where $unfinished or months > month
group by grp, block, month
order by grp, block, month
