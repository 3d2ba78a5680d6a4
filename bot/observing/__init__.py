"""Whether the bot is well, in figures for Prometheus and in words for people; and who is told when it is not."""
