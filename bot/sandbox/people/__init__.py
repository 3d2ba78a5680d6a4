"""What people do with the mouse and the keyboard: press, choose, fill in forms, use commands, write, leave."""
