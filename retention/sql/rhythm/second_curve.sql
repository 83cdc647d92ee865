-- one row per day on which a second purchase was made and the share of them made by then
select days, share from second_curve order by days
