"""How fast kg is, beside what it can be compared with; see README.md."""
