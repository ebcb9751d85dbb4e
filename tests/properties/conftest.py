"""Properties are tried on the same cases in every run, however slow the machine."""

from hypothesis import settings

settings.register_profile("repository", derandomize=True, deadline=None)
settings.load_profile("repository")
