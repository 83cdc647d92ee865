-- one row if nearly every line of the file stands in it an even number of times. Of a large file one
-- line in $one_of is looked at, and equal ones fall together
with looked_at as (
    select row_number,
        hash(order_id, customer, ordered_at, product, product_name, quantity, amount) as line
    from incoming
    where hash(ordered_at, amount) % cast($one_of as ubigint) = 0
),

repeated as (
    select line, count(*) as times, list(row_number order by row_number)[:2] as row_numbers
    from looked_at
    group by line
)

select min(row_numbers) filter (where times % 2 = 0) as row_numbers
from repeated
having sum(times) >= 20 and sum(case when times % 2 = 0 then times else 0 end) >= 0.95 * sum(times)
