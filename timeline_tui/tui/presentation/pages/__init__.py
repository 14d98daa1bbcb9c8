"""The pages: events, sources, names, texts, help, and what stands on them."""
