select count(*)::bigint as rows from checked_records
