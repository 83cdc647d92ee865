-- one row if orders held already differ in the file but have a row that could not be read: how many
select count(*) as orders, min(order_id) as order_id
from met_orders
where is_held_back
having count(*) > 0
