"""What `make bundle` makes."""
