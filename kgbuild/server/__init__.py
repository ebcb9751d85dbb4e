"""A built graph over HTTP: a read-only SPARQL endpoint, the named queries, and a page for every thing.

The engine is Oxigraph, in worker processes that can be killed (`workers`, `worker`). Nothing here writes to the graph,
and no request leaves the machine.
"""
