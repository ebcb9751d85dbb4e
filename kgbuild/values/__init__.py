"""Printed values: text in, an exact `Value` out, or honestly words. Decimal only, never float."""
