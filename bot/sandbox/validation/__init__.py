"""Discord's limits on what a bot may send, and the tree of mistakes it answers with."""
