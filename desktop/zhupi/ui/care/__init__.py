"""Looking after a library, in the window: backups, repair, who may write."""
