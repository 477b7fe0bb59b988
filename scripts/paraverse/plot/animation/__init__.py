"""Animations: frames and movies."""
