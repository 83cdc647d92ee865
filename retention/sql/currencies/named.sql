-- one row: the readable lines of the file that have an amount, and those of them that name a currency
select
    count(amount)::bigint as amounts,
    count(case when amount is not null then currency end)::bigint as named
from checked
where reason is null
