insert into notes values ($customer, $text, $who, $entered_at)
