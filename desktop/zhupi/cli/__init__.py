"""The command line over `workspace`: everything that the window can do, for scripts."""
