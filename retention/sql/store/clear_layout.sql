delete from derived_layout
