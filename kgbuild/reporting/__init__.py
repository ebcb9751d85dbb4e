"""Findings as reports that a person can act on.

findings ─locate→ Located ─judge (suppressions, baseline, selection)→ Report ─FORMATS→ text json csv sarif turtle html
"""
