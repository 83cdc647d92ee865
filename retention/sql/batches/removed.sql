select count(*) as lines from missing_lines
