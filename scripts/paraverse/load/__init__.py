"""Load the files of simulations as data trees."""
