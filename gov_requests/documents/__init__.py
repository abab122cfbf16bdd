"""Letters (文书): what they say, and how they are printed."""
