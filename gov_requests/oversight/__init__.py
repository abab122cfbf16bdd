"""Oversight (督办): what time brings about. The scheduler process only calls ``tick``."""
