"""Reading on the screen: deeper and back, along names and disputes, through the text of a source."""
