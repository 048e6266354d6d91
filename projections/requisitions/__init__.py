"""The posts: open or closed, with the fields in force."""
