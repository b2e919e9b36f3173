#!/usr/bin/python3
"""Forced photometry of a full detector with 50,000 sources: Nocturne beside photutils, on the same input, one after the other.

Needs Debian's python3-astropy, python3-photutils and python3-lz4, and a release build of src/Runner. Prints a table in Markdown: seconds
of the whole process, peak memory, and how far the results lie apart.

    tests/Benchmarks/compare-roman.py [--side 4088] [--sources 50000] [--folder /tmp/compare-roman] [--rounds 3]
"""
import argparse
import json
import os
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve()
NOCTURNE = HERE.parents[2] / "src/Runner/bin/Release/net10.0/nocturne"
SCALE = 0.11 / 3600
RA, DEC = 150.1163, 2.2058
ZERO_POINT, PIXEL_AREA = 0.5739, 2.80833899537275e-13
JANSKYS = ZERO_POINT * 1e6 * PIXEL_AREA
FRACTION = 0.9


def make_input(folder, side, sources):
    """Stars of one Gaussian shape on a flat sky, with errors, flags and an area map: as ASDF (lz4, float16 errors) and as FITS."""
    from astropy.io import fits
    from astropy.table import Table
    from astropy.wcs import WCS

    random = np.random.default_rng(20261001)
    x, y = random.uniform(-0.5, side - 0.5, (2, sources))
    magnitude = 16 + 8 * random.power(2.5, sources)
    counts = 3631 * 10 ** (-0.4 * magnitude) / JANSKYS
    signal = np.zeros((side, side), np.float32)
    offsets = np.arange(-7, 8)
    for xs, ys, flux in zip(x, y, counts):
        i, j = int(round(xs)) + offsets, int(round(ys)) + offsets
        profile = np.exp(-0.5 * ((j[:, None] - ys) ** 2 + (i[None, :] - xs) ** 2) / 1.1**2) * flux / (2 * np.pi * 1.1**2)
        inside = np.ix_((j >= 0) & (j < side), (i >= 0) & (i < side))
        signal[np.ix_(j[(j >= 0) & (j < side)], i[(i >= 0) & (i < side)])] += profile[inside].astype(np.float32)
    sigma = np.sqrt(0.03**2 + signal / 200)
    data = (0.4 + signal + sigma * random.standard_normal((side, side), np.float32)).astype(np.float32)
    flags = (random.random((side, side)) < 0.002).astype(np.uint32)
    rows = np.linspace(-1, 1, side, dtype=np.float32)
    area = (1 + 0.015 * rows[:, None] * rows[None, :]).astype(np.float32)

    wcs = WCS(naxis=2)
    wcs.wcs.ctype = ["RA---TAN", "DEC--TAN"]
    wcs.wcs.crpix, wcs.wcs.crval, wcs.wcs.cdelt = [side / 2 + 1, side / 2 + 1], [RA, DEC], [-SCALE, SCALE]
    sky = wcs.all_pix2world(x, y, 0)
    Table({"ra": sky[0], "dec": sky[1], "type": ["PSF"] * sources, "F106": 10 ** (-0.4 * magnitude)}).write(folder / "catalog.ecsv", overwrite=True)

    header = wcs.to_header()
    header.update({"EXTNAME": "SCI", "BUNIT": "DN/s", "PHOTMJSR": ZERO_POINT, "PIXAR_SR": PIXEL_AREA})
    primary = fits.PrimaryHDU()
    primary.header.update({"INSTRUME": "WFI", "DETECTOR": "WFI01", "FILTER": "F106", "DATE-OBS": "2026-10-01T00:00:00", "EXPTIME": 140.0})
    error = sigma.astype(np.float16)
    fits.HDUList([primary, fits.ImageHDU(data, header), fits.ImageHDU(error.astype(np.float32), name="ERR"), fits.ImageHDU(flags.astype(np.int32), name="DQ")]).writeto(folder / "image.fits", overwrite=True)
    fits.PrimaryHDU(area).writeto(folder / "area.fits", overwrite=True)
    instrument = "{name: WFI, detector: WFI01, optical_element: F106}"
    write_asdf(folder / "image.asdf", {"data": data, "err": error, "dq": flags}, f"""
    instrument: {instrument}
    exposure: {{start_time: !time/time-1.2.0 2026-10-01T00:00:00.000}}
    photometry: {{conversion_megajanskys: {ZERO_POINT}, conversion_megajanskys_uncertainty: 0.007, pixel_area: {PIXEL_AREA}}}
    wcs:
      name: ''
      steps:
      - frame: detector
        transform: !transform/compose-1.3.0
          inputs: [x, y]
          bounding_box: {{intervals: {{x: [-0.5, {side - 0.5}], y: [-0.5, {side - 0.5}]}}}}
          forward:
          - !transform/compose-1.3.0
            forward:
            - !transform/concatenate-1.3.0 {{forward: [!transform/shift-1.3.0 {{offset: {-side / 2}}}, !transform/shift-1.3.0 {{offset: {-side / 2}}}]}}
            - !transform/concatenate-1.3.0 {{forward: [!transform/scale-1.3.0 {{factor: {-SCALE!r}}}, !transform/scale-1.3.0 {{factor: {SCALE!r}}}]}}
          - !transform/compose-1.3.0
            forward:
            - !transform/gnomonic-1.3.0 {{direction: pix2sky}}
            - !transform/rotate3d-1.4.0 {{phi: {RA}, theta: {DEC}, psi: 180.0, direction: native2celestial}}
      - frame: {{name: icrs, reference_frame: !<tag:astropy.org:astropy/coordinates/frames/icrs-1.1.0> {{}}}}
        transform: null""")
    write_asdf(folder / "area.asdf", {"data": area}, f"""
    reftype: AREA
    useafter: !time/time-1.2.0 2020-01-01T00:00:00.000
    instrument: {instrument}
    photometry: {{pixelarea_steradians: {PIXEL_AREA}, pixelarea_arcsecsq: 0.0119}}""")


def write_asdf(path, arrays, meta):
    import lz4.block

    names = {"float32": "float32", "float16": "float16", "uint32": "uint32"}
    nodes = "\n".join(f"  {key}: !core/ndarray-1.1.0 {{source: {i}, datatype: {names[str(a.dtype)]}, byteorder: little, shape: [{a.shape[0]}, {a.shape[1]}]}}" for i, (key, a) in enumerate(arrays.items()))
    with open(path, "wb") as file:
        file.write(f"#ASDF 1.0.0\n#ASDF_STANDARD 1.6.0\n%YAML 1.1\n%TAG ! tag:stsci.edu:asdf/\n--- !core/asdf-1.1.0\nroman:\n{nodes}\n  meta:{meta}\n...\n".encode())
        for array in arrays.values():
            raw, chunks = array.tobytes(), []
            for at in range(0, len(raw), 1 << 22):
                part = raw[at:at + (1 << 22)]
                packed = struct.pack("<I", len(part)) + lz4.block.compress(part, store_size=False)
                chunks.append(struct.pack(">I", len(packed)) + packed)
            packed = b"".join(chunks)
            file.write(b"\xd3BLK" + struct.pack(">HI4sQQQ", 48, 0, b"lz4\0", len(packed), len(packed), len(raw)) + bytes(16) + packed)


def photutils_chain(folder):
    """The recipe of the mission's document with astropy and photutils."""
    from astropy.io import fits
    from astropy.stats import SigmaClip
    from astropy.table import Table
    from astropy.wcs import WCS
    from photutils.aperture import ApertureStats, CircularAnnulus, CircularAperture, aperture_photometry

    with fits.open(folder / "image.fits") as hdus:
        data, error, flags = (hdus[i].data.astype(t) for i, t in ((1, np.float32), (2, np.float32), (3, np.uint32)))
        wcs = WCS(hdus[1].header)
    area = fits.getdata(folder / "area.fits").astype(np.float32)
    data *= area
    error *= area
    catalogue = Table.read(folder / "catalog.ecsv")
    positions = np.transpose(wcs.all_world2pix(catalogue["ra"], catalogue["dec"], 0))
    sums = aperture_photometry(data, CircularAperture(positions, 3), error=error)
    sky = ApertureStats(data, CircularAnnulus(positions, 20, 25), mask=flags != 0, sigma_clip=SigmaClip(3, maxiters=5), sum_method="center")
    net = sums["aperture_sum"] - sky.median * np.pi * 9
    with np.errstate(invalid="ignore"):
        magnitude = -2.5 * np.log10(np.array(net) * JANSKYS / FRACTION / 3631)
    out = Table({"net": net, "net_err": sums["aperture_sum_err"], "abmag": magnitude})
    out["offset"] = -2.5 * np.log10(catalogue["F106"]) - magnitude
    out.write(folder / "photutils.ecsv", overwrite=True)


def measured(command, rounds):
    """Best wall time, its processor time, and the largest peak memory of the process and its children."""
    best, peak = None, 0
    for _ in range(rounds):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=sys.stderr)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{command[0]} failed ({os.waitstatus_to_exitcode(status)})")
        took = (time.perf_counter() - start, usage.ru_utime + usage.ru_stime)
        best = min(best or took, took)
        peak = max(peak, usage.ru_maxrss / 1024)
    return {"wall": best[0], "cpu": best[1], "peak": peak}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--side", type=int, default=4088)
    parser.add_argument("--sources", type=int, default=50_000)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/compare-roman"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["input", "photutils"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = options.folder
    if options.only:
        make_input(folder, options.side, options.sources) if options.only == "input" else photutils_chain(folder)
        return

    # Each in a process of its own: a child's peak memory begins with that of its parent.
    folder.mkdir(parents=True, exist_ok=True)
    alone = [sys.executable, str(HERE), "--folder", str(folder), "--side", str(options.side), "--sources", str(options.sources), "--only"]
    if not (folder / "area.asdf").exists():
        subprocess.run([*alone, "input"], check=True)

    def nocturne(image, out, *more):
        return [str(NOCTURNE), "forced", str(folder / image), "--catalog", str(folder / "catalog.ecsv"), "--ee", str(FRACTION), "--quiet", "--out", str(folder / out), *more]

    area = ("--area", str(folder / "area.asdf"))
    runs = {
        "photutils, FITS": measured([*alone, "photutils"], options.rounds),
        "Nocturne, FITS": measured(nocturne("image.fits", "fits.ecsv", *area), options.rounds),
        "Nocturne, ASDF (lz4)": measured(nocturne("image.asdf", "asdf.ecsv", *area), options.rounds),
        "Nocturne, ASDF, one thread": measured(nocturne("image.asdf", "one.ecsv", *area, "--workers", "1"), options.rounds),
        "Nocturne, ASDF, into a folder with page, pictures and store": measured(nocturne("image.asdf", "folder", *area, "--overwrite"), options.rounds),
    }
    peer = runs["photutils, FITS"]
    print("| | wall [s] | processor [s] | peak memory [MiB] | times faster | share of memory |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, run in runs.items():
        print(f"| {name} | {run['wall']:.2f} | {run['cpu']:.2f} | {run['peak']:.0f} | {peer['wall'] / run['wall']:.1f} | {run['peak'] / peer['peak']:.2f} |")
    compare(folder)


def compare(folder):
    from astropy.table import Table

    ours, theirs = Table.read(folder / "fits.ecsv"), Table.read(folder / "photutils.ecsv")
    rows = np.array(ours["source"]) - 1
    apart = np.abs(ours["net"] - theirs["net"][rows]) / np.abs(theirs["net"][rows])
    print(json.dumps({
        "sources": len(ours),
        "median relative difference of net counts": float(np.nanmedian(apart)),
        "99.9th percentile": float(np.nanpercentile(apart, 99.9)),
        "median offset [mag]": [round(float(np.nanmedian(t["offset"])), 6) for t in (ours, theirs)],
    }, indent=1))


if __name__ == "__main__":
    main()
