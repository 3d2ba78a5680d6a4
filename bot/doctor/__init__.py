"""Whether all is well with an installation, looked at from outside: what is wrong, and what to do about it."""
