"""One edit of a timeline file: the bytes that it must change, written whole or not at all."""
