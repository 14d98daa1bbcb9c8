"""YAML to model: reads a file as a stream, checks it, and collects every problem."""
