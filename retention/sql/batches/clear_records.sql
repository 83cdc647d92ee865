delete from records where batch = $batch
