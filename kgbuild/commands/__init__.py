"""One module a verb of the command line, each with `run(options) -> exit code`."""
