"""An Instagram professional account, through the Graph API."""
