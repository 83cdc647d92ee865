-- one row: what the lines held by $as_of are like, whatever the filters. Only goods are returned: a
-- discount written as a line of its own is one of the fees.
with links as (
    select
        count(*) as returns_linked,
        sum(l.amount) as returns_linked_amount,
        sum(case when l.amount < 0 then 1 else 0 end) as linked_below_zero,
        sum(case when l.amount < 0 then l.amount else 0 end) as linked_below_zero_amount
    from lines as l
    inner join return_links as r
        on cast(r.batch as bigint) * 1000000000 + r.row_number = l.line_key
    where l.is_return and l.is_product
),

counted as (
    select
        count(*)::bigint as lines,
        coalesce(sum(amount), 0) as lines_amount,
        count(distinct customer_key)::bigint as customers,
        sum(case when customer_key is null then 1 else 0 end)::bigint as anonymous,
        sum(case when customer_key is null then amount else 0 end) as anonymous_amount,
        sum(case when product_key is null then 1 else 0 end)::bigint as without_product,
        sum(case when product_key is null then amount else 0 end) as without_product_amount,
        sum(case when is_product then 0 else 1 end)::bigint as fees,
        sum(case when is_product then 0 else amount end) as fees_amount,
        sum(case when amount = 0 then 1 else 0 end)::bigint as zero,
        sum(case when amount is null then 1 else 0 end)::bigint as without_amount,
        sum(case when is_return and is_product then 1 else 0 end)::bigint as returns,
        sum(case when is_return and is_product then amount else 0 end) as returns_amount,
        sum(case when is_return and is_product and amount < 0 then 1 else 0 end) as below_zero,
        sum(case when is_return and is_product and amount < 0 then amount else 0 end)
            as below_zero_amount
    from lines
)

select
    c.* exclude (below_zero, below_zero_amount),
    c.customers - (select count(*) from customers_now) as customers_without_purchase,
    k.returns_linked::bigint as returns_linked,
    coalesce(k.returns_linked_amount, 0) as returns_linked_amount,
    (c.below_zero - coalesce(k.linked_below_zero, 0))::bigint as returns_unlinked,
    c.below_zero_amount - coalesce(k.linked_below_zero_amount, 0) as returns_unlinked_amount
from counted as c
cross join links as k
