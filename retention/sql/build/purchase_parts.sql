-- one row per customer, day and what the filters know; anonymous sales have no customer. costed is
-- the amount of the lines whose cost is known (a cost a piece and how many pieces), cost what those
-- pieces cost: the margin is made of both in snapshot/macros.sql
select
    customer_key,
    purchase_day as day,
    channel,
    store,
    category,
    salesperson,
    sum(amount) as amount,
    count(*) as lines,
    sum(case when unit_cost is not null and quantity is not null then amount end) as costed,
    sum(cast(unit_cost * quantity as decimal(18, 4))) as cost
from lines
group by customer_key, purchase_day, channel, store, category, salesperson
