"""Small closed classes of Universal Dependencies, and of marks, that more than one file asks for."""

# Parts of speech of what may head a noun phrase.
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"))
# How a word stands before the noun that alone it is said of.
BEFORE_NOUN = frozenset(("nmod:poss", "compound", "amod", "nummod"))
DASHES = frozenset(("-", "–", "—", "--"))
