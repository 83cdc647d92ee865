select columns, answers from remembered_layouts where header = $header
