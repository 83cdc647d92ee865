-- one row per row that cannot be taken, in the order of the file
select row_number, reject_reason from checked_records where reject_reason is not null order by row_number
