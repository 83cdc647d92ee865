select layout from derived_layout
