"""Who runs ``sql/build``. DuckDB today; the seam for a distributed engine over a lake."""
