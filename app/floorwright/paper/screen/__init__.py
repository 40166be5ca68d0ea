"""Imported drawings on the screen: sorted once for looking at any part of them, then drawn into a picture of pixels."""
