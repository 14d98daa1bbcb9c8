"""One open timeline and everything that can be done with it, without a screen."""
