"""How a driver in another process steers the sandbox: HTTP verbs, and the clock's websocket."""
