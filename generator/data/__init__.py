"""What the records become for others: tables, packages, schemas."""
