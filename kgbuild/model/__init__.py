"""The data that stages hand to each other: frozen dataclasses that import the standard library only."""
