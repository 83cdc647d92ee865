-- one row per row of the file that was not taken
select row_number, reason, cells from rejects where batch = $batch order by row_number
