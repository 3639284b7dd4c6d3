"""From bound relations to consortium records."""
