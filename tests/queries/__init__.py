"""The named queries: their rows on the seeds, the same in every engine, and their parameters."""
