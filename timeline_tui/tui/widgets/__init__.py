"""The widgets: state comes down by reactives, requests go up as messages."""
