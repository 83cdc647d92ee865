select coalesce(max(data_version), 0)::bigint as data_version from changes
