"""Noun phrases to parties: names made whole, pronouns, posts, states and sectors."""
