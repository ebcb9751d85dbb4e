"""What a build leaves behind: the same graph in every format, traceable, reproducible, private."""
