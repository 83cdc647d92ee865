insert into batches values (
    $batch, $file, $sha256, $kind, $source, $layout, $received_at, $who,
    $row_count, $accepted, $duplicates, $rejected, $updated, $anonymous_rows, $orders, $customers,
    $first_date, $last_date, $amount, 'loaded', $columns, $mapping
)
