#!/usr/bin/python3
"""Background, detection, aperture sums and PSF fits: Nocturne beside SEP and photutils, on the same frame, in turns.

Needs Debian's python3-sep, python3-astropy and python3-photutils, and a release build of tests/Benchmarks. Reading files is not timed.
Each kernel runs once unseen, then all programs take turns; the table has the medians and how many times faster Nocturne is.

    tests/Benchmarks/compare-measuring.py [--side 2048] [--rounds 7] [--folder /tmp/compare-measuring]
"""
import argparse
import statistics
import subprocess
import time
import warnings
from pathlib import Path

import numpy as np
import photutils
import sep
from astropy.io import fits
from astropy.modeling.fitting import LevMarLSQFitter
from astropy.stats import SigmaClip
from astropy.table import Table
from photutils.aperture import CircularAperture, aperture_photometry
from photutils.background import Background2D, SExtractorBackground
from photutils.psf import BasicPSFPhotometry, DAOGroup, IntegratedGaussianPRF
from photutils.segmentation import SourceFinder
from scipy.special import ndtr

BENCHMARKS = Path(__file__).resolve().parent / "bin/Release/net10.0/Nocturne.Benchmarks.dll"
FWHM = 3.5
STARS = 1000


def make_frame(folder, side):
    """Gaussian stars of known place on a sloping sky with noise."""
    random = np.random.default_rng(20261121)
    sigma = FWHM / 2.3548
    rows = np.arange(side, dtype=np.float32)
    data = 200 + 0.01 * rows[None, :] + random.normal(0, 5, (side, side)).astype(np.float32)
    x, y = random.uniform(20, side - 20, (2, STARS))
    for xs, ys, flux in zip(x, y, 10 ** random.uniform(3, 5, STARS)):
        i, j = int(xs), int(ys)
        across, along = (np.diff(ndtr((np.arange(first - 12, first + 14) - 0.5 - place) / sigma)) for first, place in ((j, ys), (i, xs)))
        data[j - 12:j + 13, i - 12:i + 13] += flux * across[:, None] * along[None, :]
    data = data.astype(np.float32)
    fits.PrimaryHDU(data).writeto(folder / "frame.fits", overwrite=True)
    Table({"x": x, "y": y}).write(folder / "stars.csv", overwrite=True)
    return data, x, y


class Nocturne:
    """Our kernels in a process of their own that answers a name with seconds."""

    def __init__(self, folder):
        command = ["dotnet", str(BENCHMARKS), "--serve", str(folder / "frame.fits"), str(folder / "stars.csv"), str(FWHM)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def run(self, kernel):
        self.process.stdin.write(kernel + "\n")
        seconds, result = self.process.stdout.readline().split()
        return float(seconds), float(result)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, float(result)


def main():
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--side", type=int, default=2048)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/compare-measuring"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    data, x, y = make_frame(options.folder, options.side)
    sky = sep.Background(data)
    net, rms = data - sky.back(), sky.rms()
    sep.set_extract_pixstack(10_000_000)
    finder = SourceFinder(5, progress_bar=False)
    positions = np.transpose([x, y])

    def sep_sums(count):
        return sep.sum_circle(net, x[:count], y[:count], 4.0, err=rms, subpix=0)[0].sum()

    def photutils_sums(count):
        return aperture_photometry(net, CircularAperture(positions[:count], 4.0), error=rms)["aperture_sum"].sum()

    def photutils_background():
        return Background2D(data, 64, sigma_clip=SigmaClip(3), bkg_estimator=SExtractorBackground()).background[:, -1].sum()

    def photutils_psf(count):
        model = IntegratedGaussianPRF(sigma=FWHM / 2.3548)
        fit = BasicPSFPhotometry(DAOGroup(2 * FWHM), None, model, (11, 11), fitter=LevMarLSQFitter())
        start = Table({"x_0": x[:count], "y_0": y[:count], "flux_0": np.full(count, 1e4)})
        return fit(net, init_guesses=start)["flux_fit"].sum()

    # Name, our kernel, the peers' work.
    kernels = [
        ("background and its map, our rule", "background", {"SEP": lambda: sky_map(data), "photutils": photutils_background}),
        ("background and its map, SEP's rule", "background-classic", {"SEP": lambda: sky_map(data)}),
        ("background and its map, photutils' rule", "background-photutils", {"photutils": photutils_background}),
        ("detection, deblending, shapes", "detect", {"SEP": lambda: len(sep.extract(net, 5, err=rms))}),
        ("segmentation and deblending", "segments", {"photutils": lambda: finder(net, 5 * rms).nlabels}),
        ("15 aperture sums on the background-free frame, exact", "apertures-net 15", {"SEP": lambda: sep_sums(15), "photutils": lambda: photutils_sums(15)}),
        ("1,000 aperture sums on the background-free frame, exact", "apertures-net 1000", {"SEP": lambda: sep_sums(1000), "photutils": lambda: photutils_sums(1000)}),
        ("1,000 aperture sums on the raw frame, exact, sky and noise from the mesh", "apertures 1000", {}),
        ("1,000 optimal extractions, grouped", "optimal 1000", {}),
        ("200 PSF fits, grouped", "psf 200", {"photutils": lambda: photutils_psf(200)}),
    ]
    ours = Nocturne(options.folder)
    print("| kernel | Nocturne [ms] | SEP [ms] | photutils [ms] | faster than SEP | faster than photutils | results ours, SEP, photutils |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for name, kernel, peers in kernels:
        times = {program: [] for program in ("Nocturne", *peers)}
        results = {}
        for turn in range(options.rounds + 1):
            for program in times:
                # Before the first turn ours runs for a second, so that the compiler takes its last step.
                until = time.perf_counter() + (turn == 0 and program == "Nocturne")
                while True:
                    seconds, results[program] = ours.run(kernel) if program == "Nocturne" else timed(peers[program])
                    if time.perf_counter() >= until:
                        break
                if turn > 0:
                    times[program].append(seconds)
        middle = {program: 1000 * statistics.median(values) for program, values in times.items()}
        cells = [f"{middle[p]:.3g}" if p in middle else "" for p in ("Nocturne", "SEP", "photutils")]
        ratios = [f"{middle[p] / middle['Nocturne']:.2g}" if p in middle else "" for p in ("SEP", "photutils")]
        sums = ", ".join(f"{results[p]:.7g}" if p in results else "-" for p in ("Nocturne", "SEP", "photutils"))
        print(f"| {name} | {' | '.join(cells + ratios)} | {sums} |", flush=True)
    ours.close()
    print(f"\nSEP {sep.__version__}, photutils {photutils.__version__}; {options.side} x {options.side} pixels, {STARS} stars, medians of {options.rounds} rounds.")


def sky_map(data):
    return sep.Background(data).back()[:, -1].sum()


if __name__ == "__main__":
    main()
