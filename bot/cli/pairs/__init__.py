"""`roundtable pair`: the pairing of people from files, without Discord."""
