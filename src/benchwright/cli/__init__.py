"""The command line: parse, call one action, print its record. One file a command."""
