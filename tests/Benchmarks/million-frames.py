#!/usr/bin/env python3
"""Replays many small frames of one band as fast as possible and watches what the program holds meanwhile.

    million-frames.py NOCTURNE.DLL [FRAMES] [FOLDER]

Makes a night of 200 frames of 64 x 64 pixels and tells it over and over (replay --copies). Prints, at each twentieth of the way, resident memory,
open handles and the processor time per frame of that part, and at the end what the exports took, how memory, looked at every half second, and the
processor time per frame changed after the warm-up, which is the first fifth.
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


samples, looks, next_mark, last = [], [], frames // 20, (0, 0)
while run.poll() is None:
    time.sleep(0.5)
    count = done()
    try:
        resident, handles, now = held()
    except (OSError, StopIteration):
        break
    if count < frames:
        looks.append((count, resident, handles))
    if last[0] < frames and (count >= next_mark or count >= frames):
        per_frame = (now - last[1]) / (count - last[0]) * 1e6
        samples.append((count, per_frame))
        print(f"{count:>9,} frames  {resident:7.1f} MiB  {handles:4d} handles  {per_frame:7.1f} us/frame  load {os.getloadavg()[0]:.0f}", flush=True)
        next_mark, last = (count // (frames // 20) + 1) * (frames // 20), (count, now)
    ended = now

run.wait()
warm = [look for look in looks if look[0] >= frames // 5]
memory, handles = [look[1] for look in warm], [look[2] for look in warm]
parts = [[look[1] for look in warm if look[0] * 20 // frames == part] for part in range(20)]
means = [sum(part) / len(part) for part in parts if part]
costs = [per_frame for count, per_frame in samples if count > frames // 5]
half = len(costs) // 2
growth = sum(costs[half:]) / len(costs[half:]) / (sum(costs[:half]) / half) - 1
print(f"exit {run.returncode}; after the warm-up, {len(warm)} looks: memory {min(means):.1f} to {max(means):.1f} MiB in the means of the twentieths ({(max(means) / min(means) - 1) * 100:.1f} %), "
      f"{min(memory):.1f} to {max(memory):.1f} MiB at moments, "
      f"handles {min(handles)} to {max(handles)}, {sum(costs) / len(costs):.0f} us/frame, {growth * 100:+.1f} % in the second half; exports {ended - last[1]:.0f} s of processor time")
