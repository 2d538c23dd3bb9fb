"""The merge of two versions of the records and of the log."""
