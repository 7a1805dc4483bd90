"""MUC-4: its texts and keys, our records put into its terms, and what is counted of the two."""
