"""What the cases of each department are told from, a module a department (its id, with underscores)."""
