"""A page that exists only on this machine, whose authors answer back when a reply invites them to."""
