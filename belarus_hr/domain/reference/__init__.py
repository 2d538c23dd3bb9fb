"""What the field has fixed: vocabularies, mechanisms, States, document symbols."""
