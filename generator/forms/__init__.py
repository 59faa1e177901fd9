"""A register as a form that a clerk fills in Excel: its columns, its cells both ways, its workbook."""
