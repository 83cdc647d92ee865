-- one row per loaded upload and part of its quality: how many are good, of how many. Rows are those
-- of the file, lines those that it holds now; what is plausible is said in score
with usual as (
    select product_key, median(abs(amount)) as amount
    from lines
    where amount <> 0 and product_key is not null
    group by product_key
    having count(*) >= 5
),

counted as (
    select
        l.batch,
        count(*) as all_lines,
        count(l.customer_key) as with_customer,
        count(l.product_key) as with_product,
        sum(case when l.amount is null or abs(l.amount) >= 80 * u.amount then 0 else 1 end)
            as plausible
    from lines as l
    left join usual as u on u.product_key = l.product_key
    group by l.batch
)

select batch, 'rows_read' as part, row_count - rejected as good, row_count as of_all
from batches
where status = 'loaded'
union all
select batch, 'customers_known', with_customer, all_lines from counted
union all
select batch, 'amounts_plausible', cast(plausible as bigint), all_lines from counted
union all
select batch, 'products_named', with_product, all_lines from counted
order by batch, part
