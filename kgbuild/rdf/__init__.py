"""Records to RDF: IRIs, statements, provenance, and Turtle in an order that people can read."""
