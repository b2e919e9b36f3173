#!/usr/bin/env python3
"""How long it takes from the moment a file is complete to its row being durable, while three cameras take two frames a second.

    latency.py NOCTURNE.DLL [--seconds 60] [--how write|rename] [--folder DIR] [--set KEY=VALUE ...]

Simulates ten frames of 2048 x 2048 pixels with 20 stars for each camera, then writes them over and over, each with a time of its own, at the pace of the
cameras, and runs 'nocturne watch' on the folder. A file is complete when its writer has closed it (write) or renamed it (rename). A row is durable when another
process sees it in the store: this script looks every five milliseconds. The first ten seconds, in which catalogues are
made and the program warms up, do not count; a line tells them apart.
"""
import argparse
import glob
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

CADENCE, CAMERAS, SEED_FRAMES = 0.5, "gri", 10
parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("program")
parser.add_argument("--seconds", type=float, default=60)
parser.add_argument("--warm-up", type=float, default=10)
parser.add_argument("--how", choices=["write", "rename"], default="write")
parser.add_argument("--folder")
parser.add_argument("--set", action="append", default=[])
parser.add_argument("--size", type=int, default=2048)
options = parser.parse_args()

folder = tempfile.mkdtemp(prefix="nocturne-latency-", dir=options.folder)
night, arriving, out = (os.path.join(folder, name) for name in ("night", "arriving", "out"))
os.mkdir(arriving)
subprocess.run(["dotnet", options.program, "simulate", night, "--frames", str(SEED_FRAMES), "--size", str(options.size), "--bands", ",".join(CAMERAS),
                "--stars", "20", "--flux", "5000,60000", "--separation", "60", "--quiet"], check=True, stdout=subprocess.DEVNULL)
frames = {camera: [open(path, "rb").read() for path in sorted(glob.glob(f"{night}/??????{camera}*.fits"))] for camera in CAMERAS}
shutil.rmtree(night)


def dated(frame, second):
    """The frame as if it had begun at another time; its checksum, which no longer holds, becomes a comment."""
    header, rest = frame[:5760], frame[5760:]
    at = header.index(b"UT      = ")
    card = f"UT      = '2024-01-01 {int(second // 3600):02d}:{int(second // 60 % 60):02d}:{second % 60:06.3f}'".encode().ljust(80)
    header = header[:at] + card + header[at + 80:]
    for key in (b"CHECKSUM= ", b"DATASUM = "):
        header = header.replace(key, b"COMMENT   ")
    return header + rest


complete, durable = {}, {}
assignments = [part for setting in options.set for part in ("--set", setting)]


def processor():
    """Seconds of processor time that the program has taken."""
    with open(f"/proc/{watch.pid}/stat", encoding="ascii") as line:
        fields = line.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


watch = subprocess.Popen(["dotnet", options.program, "watch", arriving, "--out", out, "--quiet", "--set", "report.html=no"] + assignments,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
began, stop = time.time() + 3, threading.Event()


def camera_writes(number, camera):
    for i in range(int(options.seconds / CADENCE)):
        data = dated(frames[camera][i % SEED_FRAMES], 3600 + i * CADENCE)
        wait = began + number * CADENCE / len(CAMERAS) + i * CADENCE - time.time()
        if wait > 0:
            time.sleep(wait)
        name = f"240101{camera}{i:09d}o.fits"
        path = os.path.join(arriving, name)
        with open(path + ".part" if options.how == "rename" else path, "wb") as file:
            file.write(data)
        if options.how == "rename":
            os.rename(path + ".part", path)
        complete[name] = time.time()


def look():
    database, last = None, 0
    while not stop.is_set():
        time.sleep(0.005)
        try:
            database = database or sqlite3.connect(f"file:{out}/night.sqlite?mode=ro", uri=True)
            rows = database.execute("SELECT file, state, durable FROM frames WHERE durable >= ? AND state <> 'Waiting'", (last - 10_000,)).fetchall()
        except sqlite3.Error:
            database = None
            continue
        now = time.time()
        for file, state, at in rows:
            last = max(last, at)
            durable.setdefault(file, (now, state))


looking = threading.Thread(target=look)
looking.start()
warm = []
clock = threading.Timer(began + options.warm_up - time.time(), lambda: warm.extend((processor(), len(durable))))
clock.start()
writers = [threading.Thread(target=camera_writes, args=entry) for entry in enumerate(CAMERAS)]
for thread in writers:
    thread.start()
for thread in writers:
    thread.join()
for _ in range(600):
    if len(durable) == len(complete):
        break
    time.sleep(0.1)
clock.cancel()
warm = warm or [0, 0]
spent = (processor() - warm[0]) / max(1, len(durable) - warm[1])
stop.set()
looking.join()
watch.send_signal(signal.SIGINT)
watch.wait()

counted = sorted((durable[name][0] - at) * 1000 for name, at in complete.items() if name in durable and at > began + options.warm_up)
states = {state: sum(1 for _, s in durable.values() if s == state) for state in {s for _, s in durable.values()}}
late = max(complete.values()) - began - options.seconds
print(f"{len(complete)} frames written ({options.how}), {len(durable)} durable {states}; writers behind their pace by {max(0, late):.1f} s; "
      f"load {os.getloadavg()[0]:.1f}; processor time after the warm-up {spent * 1000:.0f} ms a frame")
for second in range(0, int(options.seconds), 5):
    part = [(durable[name][0] - at) * 1000 for name, at in complete.items() if name in durable and second <= at - began < second + 5]
    if part:
        print(f"  from second {second}: {min(part):.0f} to {max(part):.0f} ms")
if counted:
    print(f"complete to durable, {len(counted)} frames [ms]: p50 {counted[len(counted) // 2]:.0f}, p90 {counted[len(counted) * 9 // 10]:.0f}, p99 {counted[len(counted) * 99 // 100]:.0f}, worst {counted[-1]:.0f}")
database = sqlite3.connect(os.path.join(out, "night.sqlite"))
steps = database.execute("SELECT avg(seconds_calibrate), avg(seconds_background), avg(seconds_align), avg(seconds_measure), avg(taken - first_seen), avg(durable - taken) FROM frames WHERE state = 'Measured'").fetchone()
if steps[0] is not None:
    print("means of the ledger [ms]: " + ", ".join(f"{name} {value * scale:.0f}" for (name, scale), value in
          zip((("calibrate", 1000), ("background", 1000), ("align", 1000), ("measure", 1000), ("seen to taken", 1), ("taken to written", 1)), steps) if value is not None))
shutil.rmtree(folder)
