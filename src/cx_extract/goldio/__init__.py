"""Gold annotations on disk: the native format with its schema, and its exchange with annotation tools."""
