"""From the values of a file to the records of the model, with every problem."""
