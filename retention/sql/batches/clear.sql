-- as if this upload had not come: its lines go, and the ones it replaced stand again
delete from sales_lines where batch = $batch;
update sales_lines set superseded_by = null where superseded_by = $batch;
delete from rejects where batch = $batch;
