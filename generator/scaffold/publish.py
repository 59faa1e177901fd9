"""明责：`python publish.py COMMAND`。程序装在 .venv/ 里，这里只是入口。"""

import sys

from generator.commands import main

if __name__ == "__main__":
    sys.exit(main())
