"""明责：`python publish.py COMMAND`。每个命令都有 --help。"""

import sys

from generator.commands import main

if __name__ == "__main__":
    sys.exit(main())
