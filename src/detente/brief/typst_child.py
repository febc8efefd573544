"""A program of its own: one run of Typst. `detente.brief.typeset` starts it, and says why.

It reads a JSON object from standard input and writes the PDF, or the JSON of a query, to standard
output; what Typst says against the document goes to standard error, with exit code 3.
"""

import json
import sys
from typing import Any

REFUSED = 3


def main() -> int:
    """Run Typst once."""
    import typst

    task = json.load(sys.stdin.buffer)
    source = task["source"].encode()
    try:
        made: Any
        if task["query"]:
            made = typst.query(source, task["query"], field="value", sys_inputs=task["inputs"])
        else:
            made = typst.compile(
                source,
                sys_inputs=task["inputs"],
                format="pdf",
                pdf_standards=task["standards"],
            )
    except typst.TypstError as problem:
        sys.stderr.buffer.write(problem.message.encode())
        return REFUSED
    sys.stdout.buffer.write(made if isinstance(made, bytes) else made.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
