"""Peers: mappers of ready CSV to triples, in an environment of their own."""
