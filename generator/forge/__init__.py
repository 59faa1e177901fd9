"""What the jobs do at the forge that holds the records: issues, comments and labels by its REST API."""
