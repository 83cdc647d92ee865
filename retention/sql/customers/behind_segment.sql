-- the customers of one RFM segment
select customer_key from rfm where segment = $segment_name
