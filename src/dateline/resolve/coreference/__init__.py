"""Which mentions of one report are of one entity: found by the tree, linked by a small trained scorer."""
