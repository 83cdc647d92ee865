delete from changes
