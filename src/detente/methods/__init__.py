"""Published methods, independent of the case model: frustration index, ACH, VAR, quantiles."""
