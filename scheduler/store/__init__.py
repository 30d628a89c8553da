"""The database: how it is opened, what a transaction is, its schema, its trail and its copies."""
