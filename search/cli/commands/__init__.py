"""One file a command: the parameters of ``run`` are its options, its docstring is the help; see ``app.COMMANDS``."""
