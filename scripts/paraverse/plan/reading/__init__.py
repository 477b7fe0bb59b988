"""Inputs of the plan: the plots, the sweep, and the code that plots refer to."""
