"""Who is together with whom: the neighbourhood of a body as a picture on one page."""
