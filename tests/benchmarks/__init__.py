"""What is measured and not tested: scripts that print ratios and scores, run by hand."""
