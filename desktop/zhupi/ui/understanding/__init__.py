"""What the window shows of names, times and quotations, and how people correct it."""
