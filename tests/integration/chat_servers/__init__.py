"""Servers of chat platforms that others wrote, as processes of Node, with what they lack put in front of them."""
