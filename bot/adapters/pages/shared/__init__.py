"""What pages of different platforms share, and no platform of its own."""
