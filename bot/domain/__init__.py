"""Names of things, the words of the domain: pure, no I/O, no clock, no randomness of its own."""
