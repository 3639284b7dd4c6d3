"""Which names of different articles mean one body: organisations and consortia across articles."""
