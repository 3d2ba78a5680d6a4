"""The sandbox as a page in a browser: be anybody, do what they can do, and move the time on.

desk.py         what the page's parts share: the sandbox, who read what, open forms, the time
guard.py        only this machine's own browser tabs come in, and nothing from elsewhere is loaded
routes.py       the addresses below the secret one
screens.py      the servers, channels, threads and DMs that somebody sees
reading.py      a channel's messages, as somebody sees them
acting.py       what somebody does; commands.py what they may choose from
live.py         tells open pages of what changes
timekeeping.py  who moves the time, and what is due
static/         the page itself: HTML, CSS and modules as the browser runs them, without a build
"""
