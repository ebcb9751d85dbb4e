"""One contract for every store: the same graph in, the same answers out."""
