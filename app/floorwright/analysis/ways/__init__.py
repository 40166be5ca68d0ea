"""How far it is from station to station: the distance modes, and what stands in the way."""
