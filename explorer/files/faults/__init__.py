"""Faults of YAML: what people write that is none, found by its lines, and told in plain words."""
