#!/usr/bin/env python3
"""Writes src/Core/Astrometry/Data/earth-series.txt and prints the rows of TdbSeries.cs.

Usage: earth-series.py FOLDER, the `src` folder of ERFA 2.0.0 (Debian: apt-get source erfa), whose epv00.c and dtdb.c hold the
published coefficients of Moisson & Bretagnon (2001) and Fairhead & Bretagnon (1990) as numbers.
"""
import math
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])
target = pathlib.Path(__file__).resolve().parents[2] / "src/Core/Astrometry/Data/earth-series.txt"

HEAD = """\
# The Earth's position as a sum of periodic terms.
#
# Simplified solution of the planetary theory VSOP2000: X. Moisson and P. Bretagnon, 2001,
# Celestial Mechanics and Dynamical Astronomy 80, 205, fitted to the ephemeris DE405 for 1900 to 2100
# (as used by the routine EPV00 of the IAU's SOFA collection; errors of the barycentric position: 4.6 km rms, 13.4 km at most).
#
# One term a line: series, power p of t, axis, amplitude a [au], phase b [rad], frequency c [rad per Julian year].
# series: earth = from the Sun to the Earth, sun = from the barycentre of the solar system to the Sun.
# Each axis of a vector, in the frame of the dynamical ecliptic and equinox of J2000, is the sum of a t^p cos(b + c t),
# with t = Julian years (of 365.25 d) of TDB since J2000 (JD 2451545.0).
"""


def short(text):
    text = repr(float(text))
    return text[:-2] if text.endswith(".0") else text


lines = []
source = (folder / "epv00.c").read_text()
for series, power, axis, body in re.findall(r"static const double ([es])([012])([xyz])\[\] = \{(.*?)\};", source, re.S):
    numbers = [number.strip() for number in re.sub(r"/\*.*?\*/", "", body, flags=re.S).split(",") if number.strip()]
    assert len(numbers) % 3 == 0
    for i in range(0, len(numbers), 3):
        lines.append(" ".join([{"e": "earth", "s": "sun"}[series], power, axis, *map(short, numbers[i:i + 3])]))
target.write_text(HEAD + "\n".join(lines) + "\n")
print(len(lines), "terms in", target)

source = (folder / "dtdb.c").read_text()
body = re.sub(r"/\*.*?\*/", "", re.search(r"fairhd\[787\]\[3\] = \{(.*?)\};", source, re.S).group(1), flags=re.S)
terms = [tuple(float(x) for x in row) for row in re.findall(r"\{\s*([^,]+),\s*([^,]+),\s*([^,}\s]+)\s*\}", body)]
assert len(terms) == 787
first = [0, 474, 679, 764, 784, 787]
dropped = 0
for power in range(5):
    for amplitude, frequency, phase in terms[first[power]:first[power + 1]]:
        largest = amplitude * 0.06 ** power
        if largest >= 0.1e-6:
            print(f"        new({power}, {amplitude * 1e6:.6f}, {frequency:.9f}, {phase:.9f}),")
        else:
            dropped += largest ** 2 / 2
print("dropped, rms [microseconds]:", 1e6 * math.sqrt(dropped))
