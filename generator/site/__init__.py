"""The site: addresses, pages, their frame, the search, the build."""
