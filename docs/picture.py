"""Draw the picture that the README opens with: `python docs/picture.py` reads the bundled reports and writes docs/brief.svg."""

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from dateline import demo
from dateline.faces import terminal
from dateline.faces.brief import rows_of

WIDTH, ROWS = 132, 46
FACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # fonts from the network: the viewer's own will do


def main() -> None:
    """Write the picture."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    terminal.draw(rows_of(demo()), console, most=ROWS)
    svg = console.export_svg(title="dateline demo", theme=MONOKAI)
    Path(__file__).with_name("brief.svg").write_text(FACES.sub("", svg), encoding="utf-8")


if __name__ == "__main__":
    main()
