"""Text, dates and JSON as such: what they are before they are about anything."""
