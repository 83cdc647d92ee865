delete from rejects where batch = $batch
