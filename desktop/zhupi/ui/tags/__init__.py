"""The tags panel: the tree of tags, the passages of one, and the dialogs that alter them."""
