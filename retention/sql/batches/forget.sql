delete from batches where batch = $batch
