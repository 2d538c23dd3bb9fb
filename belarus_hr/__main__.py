"""Run the command line with ``python -m belarus_hr``."""

from belarus_hr.cli import main

if __name__ == "__main__":
    main()
