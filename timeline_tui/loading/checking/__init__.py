"""What is looked for in a file beyond its shape: who names whom, spellings, what may be a slip."""
