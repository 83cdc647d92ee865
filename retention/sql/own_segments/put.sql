insert into own_segments values
    ($name, $place, $field, $operator, $value, $number, $day, $text, $who, $entered_at)
