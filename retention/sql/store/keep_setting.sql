insert into settings values ($name, $value)
