"""The commands that are typed: what each prints, and how it ends."""
