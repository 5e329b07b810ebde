// Knows nothing of any interface, and so is compiled once only.
int first_number() { return 7; }
