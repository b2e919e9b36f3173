#!/usr/bin/env python3
"""Replays many small frames of one band as fast as possible and watches what the program holds meanwhile.

    million-frames.py NOCTURNE.DLL [FRAMES] [FOLDER]

Makes a night of 200 frames of 64 x 64 pixels and tells it over and over (replay --copies). Prints, at each twentieth of the way, resident memory,
open handles and the processor time per frame of that part, and says whether memory stayed within 5 per cent and the time per frame did not grow after the warm-up.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

program, frames = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
folder = sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="nocturne-million-")
night, out, status = (os.path.join(folder, name) for name in ("night", "out", "status.json"))
seed = 200
subprocess.run(["dotnet", program, "simulate", night, "--frames", str(seed), "--size", "64", "--bands", "g", "--stars", "6", "--quiet"], check=True)
run = subprocess.Popen(["dotnet", program, "replay", night, "--speed", "max", "--copies", str(frames // seed), "--out", out, "--quiet", "--status-json", status,
                        "--set", "report.html=no", "--set", "detection.border=4", "--set", "live.first-catalogue=3"])


def held():
    with open(f"/proc/{run.pid}/status", encoding="ascii") as lines:
        resident = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
    with open(f"/proc/{run.pid}/stat", encoding="ascii") as line:
        fields = line.read().rsplit(")", 1)[1].split()
    processor = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return resident, len(os.listdir(f"/proc/{run.pid}/fd")), processor


def done():
    try:
        with open(status, encoding="utf-8") as file:
            state = json.load(file)
        return sum(band["measured"] + band["unaligned"] + band["rejected"] for band in state["bands"])
    except (OSError, ValueError, KeyError):
        return 0


samples, next_mark, last = [], frames // 20, (0, 0)
while run.poll() is None:
    time.sleep(0.5)
    count = done()
    if count < next_mark or count >= frames:
        continue
    try:
        resident, handles, now = held()
    except (OSError, StopIteration):
        break
    per_frame = (now - last[0]) / (count - last[1]) * 1e6
    samples.append((count, resident, handles, per_frame))
    print(f"{count:>9,} frames  {resident:7.1f} MiB  {handles:4d} handles  {per_frame:7.1f} us/frame", flush=True)
    next_mark, last = count + frames // 20, (now, count)

warm = samples[len(samples) // 5:]
memory = [sample[1] for sample in warm]
half = len(warm) // 2
growth = sum(s[3] for s in warm[half:]) / len(warm[half:]) / (sum(s[3] for s in warm[:half]) / half) - 1
print(f"exit {run.returncode}; after warm-up: memory {min(memory):.0f} to {max(memory):.0f} MiB ({(max(memory) / min(memory) - 1) * 100:.1f} %), "
      f"handles {min(s[2] for s in warm)} to {max(s[2] for s in warm)}, time per frame {growth * 100:+.1f} % in the second half")
