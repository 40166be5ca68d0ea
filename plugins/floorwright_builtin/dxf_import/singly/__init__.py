"""Entities that are met seldom, drawn one by one through ezdxf."""
