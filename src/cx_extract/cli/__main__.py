"""``python -m cx_extract.cli``: the command line without its script."""

from cx_extract.cli import main

if __name__ == "__main__":
    main()
