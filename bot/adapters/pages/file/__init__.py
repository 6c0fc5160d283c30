"""The page that imported comments belong to; its replies go to a file, since there is no platform."""
