"""Reads the dumps of others, GeoNames, Wikidata and OpenSanctions, into the forms that `knowledge` looks things up in."""
