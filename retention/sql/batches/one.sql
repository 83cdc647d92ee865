select * from batches where batch = $batch
