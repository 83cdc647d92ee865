"""How fast, as ratios beside bare DuckDB in the same run."""
