"""Roundtable: rounds of discussion prompts, partners and checked summaries, as a Discord bot."""
