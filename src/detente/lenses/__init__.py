"""One file per theory: ``Case`` in, ``Estimate`` or ``NoEvidence`` out."""
