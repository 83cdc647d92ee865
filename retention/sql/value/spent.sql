-- one row per group, block and month since the own first purchase: what the group's customers spent
-- in that month of theirs, of those for whom it is over ($unfinished: of all), and the margin of it
with spent as (
    select
        m.grp,
        m.block,
        least(cast(floor((p.day - m.first_day) * 12 / 365.0) as integer), $last_month) as month,
        p.amount,
        p.costed,
        p.cost,
        months_seen(m.first_day, $as_of) as months
    from shown_parts as p
    inner join members_by($by, $since) as m on m.customer_key = p.customer_key
    where m.grp is not null and p.day >= m.first_day
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
