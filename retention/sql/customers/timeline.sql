-- one row per day and kind of the customer's lines; a return stands on its own day, and a discount
-- written as a line of its own belongs to what was bought that day. The products are the five
-- largest of the day.
with mine as (
    select
        l.day,
        case
            when l.is_return and l.is_product then 'return'
            when l.is_return
                and max(case when l.is_return then 0 else 1 end) over (partition by l.day) = 0
                then 'return'
            else 'purchase'
        end as kind,
        p.product_name,
        l.line_key,
        l.amount
    from lines as l
    inner join customer_keys as k on k.customer_key = l.customer_key and k.customer = $customer
    left join products as p on p.product_key = l.product_key
),

sums as (
    select day, kind, product_name, sum(amount) as amount, count(*) as lines
    from mine
    group by day, kind, product_name
),

placed as (
    select
        *,
        row_number() over (partition by day, kind order by abs(amount) desc, product_name) as place
    from sums
)

select
    day,
    kind,
    sum(amount) as amount,
    string_agg(case when place <= 5 then product_name end, ' · ' order by place) as products,
    count(product_name)::bigint as product_count,
    sum(lines)::bigint as lines
from placed
group by day, kind
order by day, kind
