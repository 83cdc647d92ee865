-- who came about every week and then missed a week or more, and has not lapsed
select customer_key from customers_now where weekly_silent and status <> 'lapsed'
