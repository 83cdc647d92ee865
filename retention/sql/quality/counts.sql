-- one row: what the lines held by $as_of are like, whatever the filters
with told as (
    select
        l.*,
        case when r.batch is null then 0 else 1 end as linked
    from lines as l
    left join return_links as r
        on l.is_return and cast(r.batch as bigint) * 1000000000 + r.row_number = l.line_key
)

select
    count(*)::bigint as lines,
    coalesce(sum(amount), 0) as lines_amount,
    sum(case when customer_key is null then 1 else 0 end)::bigint as anonymous,
    sum(case when customer_key is null then amount else 0 end) as anonymous_amount,
    sum(case when product_key is null then 1 else 0 end)::bigint as without_product,
    sum(case when product_key is null then amount else 0 end) as without_product_amount,
    sum(case when is_product then 0 else 1 end)::bigint as fees,
    sum(case when is_product then 0 else amount end) as fees_amount,
    sum(case when amount = 0 then 1 else 0 end)::bigint as zero,
    sum(case when amount is null then 1 else 0 end)::bigint as without_amount,
    sum(case when is_return then 1 else 0 end)::bigint as returns,
    sum(case when is_return then amount else 0 end) as returns_amount,
    sum(linked)::bigint as returns_linked,
    sum(case when linked = 1 then amount else 0 end) as returns_linked_amount,
    sum(case when is_return and linked = 0 and amount < 0 then 1 else 0 end)::bigint
        as returns_unlinked,
    sum(case when is_return and linked = 0 and amount < 0 then amount else 0 end)
        as returns_unlinked_amount
from told
