"""File formats in and out; each turns records into bytes others read, or back."""
