-- the rows of other files that this upload had replaced
update records set superseded_by = null where superseded_by = $batch
