"""Where the demo city's penalties come from: scenes written by hand, figures and days drawn by a seed."""
