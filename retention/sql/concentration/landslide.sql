-- one row per number of largest customers in $gone: net amount and margin of the last 365 days with
-- and without them; anonymous sales stay, unless customers
-- are chosen by segment. The margin of a line is its amount less its cost, else
-- $margin_share of its amount, else unknown, and then no margin is told. Filters by segment
-- restrict the customers; margins are not told under filters by a sales field.
with year_parts as (
    select customer_key, sum(amount) as amount
    from shown_parts
    where day > $as_of - 365
    group by customer_key
),

year_margins as (
    select
        customer_key,
        sum(case when unit_cost is not null and quantity is not null
            then amount - quantity * unit_cost end) as margin_by_cost,
        sum(case when unit_cost is null or quantity is null then amount end) as amount_without_cost
    from lines
    where purchase_day > $as_of - 365
    group by customer_key
),

told_margins as (
    select
        customer_key,
        coalesce(margin_by_cost, 0)
            + coalesce(amount_without_cost * $margin_share::decimal(5, 4), 0) as margin,
        case when amount_without_cost <> 0 and $margin_share::decimal(5, 4) is null then 1 else 0
            end as untold
    from year_margins
),

ranked as (
    select
        p.customer_key,
        p.amount,
        m.margin,
        m.untold,
        case when p.customer_key is null then null else
            row_number() over (
                partition by p.customer_key is null order by p.amount desc, p.customer_key
            ) end as place
    from year_parts as p
    left join told_margins as m on m.customer_key is not distinct from p.customer_key
),

numbers as (
    select unnest($gone::integer[]) as gone
)

select
    n.gone,
    sum(r.amount) as amount_before,
    sum(case when r.place <= n.gone then 0 else r.amount end) as amount_left,
    case when sum(r.untold) = 0 and $all_lines
        then sum(r.margin) end as margin_before,
    case when sum(r.untold) = 0 and $all_lines
        then sum(case when r.place <= n.gone then 0 else r.margin end) end as margin_left,
    count(distinct r.customer_key)::bigint as customers
from numbers as n
cross join ranked as r
group by n.gone
order by n.gone
