"""Two versions of the records made one."""
