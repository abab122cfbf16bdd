"""What every room shares: sign-in guard, sessions, headers, forms, refusals as pages, the shell around a page."""
