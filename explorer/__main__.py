"""`python -m explorer` does what `explorer` does."""

import sys

from explorer.cli import main

if __name__ == "__main__":
    sys.exit(main())
