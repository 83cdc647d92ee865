insert into derived_layout values ($layout)
