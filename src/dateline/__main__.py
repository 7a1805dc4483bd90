"""`python -m dateline` is the command line."""

import sys

from dateline.faces.cli import main

if __name__ == "__main__":
    sys.exit(main())
