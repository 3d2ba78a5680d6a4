"""Pure rendering of what is answered to a press, a form or a command: outcomes of actions in, messages out."""
