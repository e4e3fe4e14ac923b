"""plot.py - docs/performance.svg: every limit as a bar, and seclint beside its peers.

Both axes are logarithmic. A bar is measured / must, so that all limits share an axis: left
of the line at 1 the must is met. The picture brings its own background, light or dark, as
the reader's system asks.
"""

import dataclasses
import math
from xml.sax.saxutils import escape

from report import number
from verdict import verdicts

WIDTH, LABELS, RIGHT, ROW, BAR = 900, 400, 110, 20, 12
PLOT = WIDTH - LABELS - RIGHT
MIDDLE = LABELS + PLOT / 2
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f }
.back { fill: #ffffff } .head { font-size: 16px; font-weight: 600 }
.small { font-size: 11px; fill: #57606a } .right { text-anchor: end }
.middle { text-anchor: middle }
.grid { stroke: #d0d7de; stroke-width: 1 } .must { stroke: #24292f; stroke-width: 1.5 }
.mark { stroke: #24292f; stroke-width: 2 }
.b-moonshot { fill: #2a9d8f } .b-target { fill: #4c84c4 } .b-must { fill: #c99700 }
.b-met { fill: #7a9e3f }
.b-missed { fill: #c8503c } .b-own { fill: #2a9d8f } .b-peer { fill: #8b949e }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .small { fill: #9aa4af } .back { fill: #0d1117 }
.grid { stroke: #30363d } .must, .mark { stroke: #e6edf3 }
}"""


@dataclasses.dataclass
class Row:
    label: str
    value: float  # where the bar ends
    text: str
    kind: str  # its colour
    marks: tuple = ()


@dataclasses.dataclass
class Panel:
    title: str
    axis: str
    rows: list
    line: float = None

    def bounds(self):
        ends = [row.value for row in self.rows] + [m for r in self.rows for m in r.marks]
        ends += [self.line] if self.line else []
        low, high = math.log10(min(ends)), math.log10(max(ends))
        return math.floor(low - 0.15), math.ceil(high + 0.05)


def limit_panel(groups):
    rows = []
    for v in verdicts(groups):
        if v.limit.least:
            value, marks = v.limit.must / v.value, ()
        else:
            value = v.value / v.limit.must
            bounds = (v.limit.target, v.limit.moonshot)
            marks = tuple(b / v.limit.must for b in bounds if b is not None)
        label = v.limit.what.replace("`", "")
        rows.append(Row(f"{label} ({v.where})", value, number(v.value, v.limit.unit),
                        v.word, marks))
    return Panel("Measured against what is to be reached",
                 "measured / must, logarithmic; strokes: target and moonshot; at the right: "
                 "the measured ratio", rows, 1.0)


def peer_panels(groups):
    for group in groups:
        rows = [p for p in group.programs if p.wall]
        if group.section != "peers" or len(rows) < 2:
            continue
        bars = [Row(p.label.replace("`", ""), p.median("wall"), f"{p.median('wall'):.2f} s",
                    "own" if "seclint" in p.label else "peer") for p in rows]
        yield Panel(group.title, "seconds of wall time, logarithmic",
                    sorted(bars, key=lambda row: row.value))


def place(value, bounds):
    low, high = bounds
    return LABELS + PLOT * (math.log10(value) - low) / max(1, high - low)


def clip(text, most=58):
    return text if len(text) <= most else text[:most - 1] + "…"


def draw_axis(panel, bounds, top, bottom):
    for power in range(bounds[0], bounds[1] + 1):
        x = place(10 ** power, bounds)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>'
        yield (f'<text class="small middle" x="{x:.1f}" y="{bottom + 14}">'
               f'{10.0 ** power:g}</text>')
    if panel.line:
        x = place(panel.line, bounds)
        yield f'<line class="must" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>'
    yield (f'<text class="small middle" x="{MIDDLE:.0f}" y="{bottom + 30}">'
           f'{escape(panel.axis)}</text>')


def draw_row(row, bounds, y):
    end = place(row.value, bounds)
    yield (f'<text class="right" x="{LABELS - 8}" y="{y + 10}">'
           f'{escape(clip(row.label))}</text>')
    yield (f'<rect class="b-{row.kind}" x="{LABELS}" y="{y}" rx="2" '
           f'width="{max(1.0, end - LABELS):.1f}" height="{BAR}"/>')
    for mark in row.marks:
        x = place(mark, bounds)
        yield f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 2}" y2="{y + BAR + 2}"/>'
    yield f'<text x="{LABELS + PLOT + 8}" y="{y + 10}">{escape(row.text)}</text>'


def draw_panel(panel, y):
    """Returns lines and the height that they take."""
    bounds = panel.bounds()
    top, bottom = y + 14, y + 18 + ROW * len(panel.rows)
    lines = [f'<text class="head" x="16" y="{y}">{escape(panel.title)}</text>']
    lines += draw_axis(panel, bounds, top, bottom)
    for number_, row in enumerate(panel.rows):
        lines += draw_row(row, bounds, top + 6 + ROW * number_)
    return lines, bottom + 62 - y


def legend(y):
    kinds = (("moonshot", "moonshot reached"), ("target", "target reached"),
             ("must", "must reached"), ("met", "met, no target"), ("missed", "missed"))
    for place_, (kind, text) in enumerate(kinds):
        x = 16 + 150 * place_
        yield f'<rect class="b-{kind}" x="{x}" y="{y - 10}" width="12" height="12" rx="2"/>'
        yield f'<text x="{x + 18}" y="{y}">{text}</text>'


def svg(made_at, groups):
    """The whole picture, or "" if there is nothing to show."""
    panels = [p for p in (limit_panel(groups), *peer_panels(groups)) if p.rows]
    if not panels:
        return ""
    body, y = list(legend(30)), 66
    for panel in panels:
        lines, height = draw_panel(panel, y)
        body += lines
        y += height
    told = "; ".join(f"{row.label}: {row.text}" for panel in panels for row in panel.rows)
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y - 20}" '
            f'width="{WIDTH}" height="{y - 20}" role="img" aria-labelledby="title desc">')
    return "\n".join([
        head, '<title id="title">How long seclint takes, beside git and other scanners</title>',
        f'<desc id="desc">Measured on {made_at["date"]}. {escape(told)}</desc>',
        f"<style>{STYLE}</style>",
        '<rect class="back" width="100%" height="100%" rx="6"/>', *body, "</svg>", ""])
