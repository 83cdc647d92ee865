-- the lines that this upload had replaced
update sales_lines set superseded_by = null where superseded_by = $batch
