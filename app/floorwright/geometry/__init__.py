"""Pure geometry of the floor: values and functions on tuples and arrays, in millimetres and degrees, y upwards."""
