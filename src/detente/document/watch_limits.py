"""From which probability a change, and from how many points a move, is reported.

The command line needs them for its help, and nothing else of the document of a watch.
"""

THRESHOLD, POINTS = 0.9, 5.0
