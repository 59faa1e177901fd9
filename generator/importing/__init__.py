"""What clerks have in Excel, read into the lists: headings, rows, what they become, what cannot be taken and why."""
