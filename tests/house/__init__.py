"""Rules of the house: one place for each thing, small pieces, words in two languages, nothing lost in silence."""
