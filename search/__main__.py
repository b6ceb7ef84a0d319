"""The command line's words come in, as for ``news``; its exit code goes out: ``python -m search``."""

from search.cli import main

if __name__ == "__main__":
    main()
