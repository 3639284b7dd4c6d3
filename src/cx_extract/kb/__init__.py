"""The knowledge base: a ledger of statements that grows run by run, and what follows from it."""
