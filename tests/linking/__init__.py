"""Links between undertakings and between indicators."""
