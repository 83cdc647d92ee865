insert into remembered_layouts values ($header, $columns, $answers)
