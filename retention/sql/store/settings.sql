select name, value from settings order by name
