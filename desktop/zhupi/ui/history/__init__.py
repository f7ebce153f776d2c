"""The history of what was written in the library: a window that lists it and goes through it."""
