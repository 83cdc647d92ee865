-- one row per band of first purchases by their amount, the smallest first: where it begins and ends,
-- and how many customers of the whole base began in it
with bands as (
    select 1 as place, 'small' as band, null as from_amount, middle_from as below_amount
    from basket_cuts()
    union all
    select 2, 'middle', middle_from, large_from from basket_cuts()
    union all
    select 3, 'large', large_from, null from basket_cuts()
)

select
    b.band,
    cast(b.from_amount as double) as from_amount,
    cast(b.below_amount as double) as below_amount,
    count(p.customer_key)::bigint as customers
from bands as b
left join began_by('basket') as p on p.began_with = b.band
where coalesce(b.from_amount, b.below_amount) is not null
group by b.place, b.band, b.from_amount, b.below_amount
order by b.place
