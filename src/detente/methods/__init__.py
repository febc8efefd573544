"""Published methods that know no case: frustration index, ACH, VAR, linear algebra."""
