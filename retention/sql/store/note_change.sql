insert into changes
select coalesce(max(data_version), 0) + 1, $changed_at::timestamp, $who, $what from changes
