"""Fail when line coverage falls under 95 % in all, or under 85 % in any one file."""

import json
import sys
from pathlib import Path

import coverage

measured = coverage.Coverage()
measured.load()
out = Path(".cache")
out.mkdir(exist_ok=True)
measured.json_report(outfile=str(out / "coverage.json"))
report = json.loads((out / "coverage.json").read_text())
total = report["totals"]["percent_covered"]
weak = {
    name: file["summary"]["percent_covered"]
    for name, file in report["files"].items()
    if file["summary"]["percent_covered"] < 85
}
print(f"line coverage {total:.1f} %; {len(report['files'])} files")
for name, share in sorted(weak.items()):
    print(f"  under 85 %: {name} {share:.1f} %")
sys.exit(bool(weak) or total < 95)
