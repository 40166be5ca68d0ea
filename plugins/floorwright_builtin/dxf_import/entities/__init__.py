"""Entities of a sort decoded all at once, from columns of tags to pieces."""
