"""The steps from one version of the schema to the next, run by Alembic when a knowledge base is opened."""
