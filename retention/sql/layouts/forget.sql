delete from remembered_layouts where header = $header
