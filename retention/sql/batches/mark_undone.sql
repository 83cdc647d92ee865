update batches set status = 'undone' where batch = $batch
