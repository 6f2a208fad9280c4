"""Finished responses: tags, store, purge and bake. Empty until the delivery issue; the room exists so that no wall moves."""
