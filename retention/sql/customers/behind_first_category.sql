-- who began with this category
select customer_key from first_touch where first_category = $began_with
