-- who began with this product
select customer_key from first_touch where first_product = $product
