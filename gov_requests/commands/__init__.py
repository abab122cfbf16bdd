"""The command line: one file a group, registered by ``app.py``; other people's scripts rely on their names and forms."""
