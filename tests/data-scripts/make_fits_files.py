#!/usr/bin/env python3
"""Makes the small FITS files of tests/Core.Tests/data/fits with astropy and cfitsio's fpack and funpack.

The tests do not need this script: its output is committed. Run it from the root of the repository to make the files again
(Debian: apt install python3-astropy libcfitsio-bin). Integer images follow one formula, which the tests know too; what a lossy
packer makes of floats is unpacked by funpack into NAME.expected.fits.
"""
import os
import subprocess
import numpy as np
from astropy.io import fits

OUT = "tests/Core.Tests/data/fits/"
W, H = 24, 17


def counts(width=W, height=H, depth=None):
    """100 + 3x + 5y + 7z + (31x + 17y) mod 23: the formula of the integer images."""
    z, y, x = np.mgrid[0:depth or 1, 0:height, 0:width]
    cube = 100 + 3 * x + 5 * y + 7 * z + (31 * x + 17 * y) % 23
    return cube if depth else cube[0]


def save(name, *hdus):
    fits.HDUList(list(hdus)).writeto(OUT + name, overwrite=True)


def plain():
    n = counts()
    save("int8.fits", fits.PrimaryHDU((n - 50).astype(np.uint8)))
    save("int16.fits", fits.PrimaryHDU((n - 200).astype(np.int16)))
    save("uint16.fits", fits.PrimaryHDU((n * 150).astype(np.uint16)))
    save("int32.fits", fits.PrimaryHDU((n * 100_000 - 20_000_000).astype(np.int32)))
    save("uint32.fits", fits.PrimaryHDU((n * 10_000_000).astype(np.uint32)))
    save("int64.fits", fits.PrimaryHDU(n.astype(np.int64) * 10**13))
    save("float32.fits", fits.PrimaryHDU((n / 8).astype(np.float32)))
    save("float64.fits", fits.PrimaryHDU(n / 8))
    save("cube16.fits", fits.PrimaryHDU(counts(6, 5, 4).astype(np.int16)))
    save("hyper16.fits", fits.PrimaryHDU(counts(6, 5, 4).astype(np.int16).reshape(2, 2, 5, 6)))
    scaled = fits.PrimaryHDU(n.astype(np.int16))
    scaled.header["BSCALE"] = (0.25, "scale")
    scaled.header["BZERO"] = -10.0
    scaled.header["BLANK"] = 100
    with open(OUT + "scaled16.fits", "wb") as out:
        out.write(scaled.header.tostring().encode())
        data = n.astype(">i2").tobytes()
        out.write(data + bytes(-len(data) % 2880))
    subprocess.run(["gzip", "-n", "-k", "-f", OUT + "uint16.fits"], check=True)
    os.replace(OUT + "uint16.fits.gz", OUT + "gzipped.fits.gz")


def headers():
    primary = fits.PrimaryHDU()
    h = primary.header
    h["OBSERVER"] = ("O'Neill and d''Artagnan", "two quotes")
    h["LONGTEXT"] = ("A string that does not fit into one card, since it is longer than sixty-eight characters, and which has a 'quoted' part as well.",
                     "and a comment")
    h["HIERARCH ESO DET OUT1 GAIN"] = (2.5, "a keyword of many words")
    h["TEXTNUM"] = "12.5"
    h["NEGATIVE"] = -12
    h["COMPLEX"] = complex(1.5, -2)
    h["UNDEF"] = None
    h["YES"] = True
    h["COMMENT"] = "a comment"
    h["HISTORY"] = "made for a test"
    text = primary.header.tostring(endcard=False, padding=False)
    text += "DEXP    =              1.0D-05 / Fortran".ljust(80)
    text += "LOWERD  =               -2.5d3".ljust(80)
    text += "BAREWORD= M31                  / no quotes".ljust(80)
    text += "NOCLOSE = 'no closing quote".ljust(80)
    text += "exptime =                 30.0 / lower case".ljust(80)
    text += "NOSPACE =7/comment".ljust(80)
    text += "HIERARCH ESO LONG = 'Another string that is too long for the room that a HIER&'".ljust(80)
    text += "CONTINUE  'ARCH card leaves it, and goes on.' / at last".ljust(80)
    text += "END".ljust(80)
    image = fits.ImageHDU(counts(5, 4).astype(np.int16), name="SECOND")
    with open(OUT + "headers.fits", "wb") as out:
        raw = text.encode()
        out.write(raw + b" " * (-len(raw) % 2880))
        data = fits.HDUList([fits.PrimaryHDU(), image])
        data.writeto("/tmp/second.fits", overwrite=True)
        out.write(open("/tmp/second.fits", "rb").read()[2880:])


def packed():
    n = counts()
    f = (n / 8 + np.sin(n)).astype(np.float32)

    def comp(name, data, codec, **more):
        save(name, fits.PrimaryHDU(), fits.CompImageHDU(data, compression_type=codec, **more))

    comp("rice8.fits", (n - 50).astype(np.uint8), "RICE_1")
    comp("rice16.fits", (n - 200).astype(np.int16), "RICE_1", tile_size=(10, 7))
    comp("riceu16.fits", (n * 150).astype(np.uint16), "RICE_1")
    comp("rice32.fits", (n * 100_000 - 20_000_000).astype(np.int32), "RICE_1")
    comp("gzip16.fits", (n - 200).astype(np.int16), "GZIP_1")
    comp("shuffled16.fits", (n - 200).astype(np.int16), "GZIP_2")
    comp("shuffled32.fits", (n * 100_000 - 20_000_000).astype(np.int32), "GZIP_2")
    comp("plio16.fits", n.astype(np.int16), "PLIO_1")
    comp("hcompress16.fits", (n - 200).astype(np.int16), "HCOMPRESS_1", tile_size=(W, H))
    comp("ricecube.fits", counts(6, 5, 4).astype(np.int16), "RICE_1", tile_size=(4, 3, 3))
    comp("gzipfloat.fits", f, "GZIP_1", quantize_level=0)
    comp("shuffledfloat.fits", f, "GZIP_2", quantize_level=0)
    comp("shuffleddouble.fits", f.astype(np.float64), "GZIP_2", quantize_level=0)

    holes = f.copy()
    holes[3, 4:9] = np.nan
    holes[5, 5:15] = 0
    holes[9, :] = np.nan
    comp("plainquantised.fits", f, "RICE_1", quantize_method=-1, quantize_level=8)
    comp("dither1.fits", holes, "RICE_1", quantize_method=1, quantize_level=8, dither_seed=9990)
    comp("dither2.fits", holes, "RICE_1", quantize_method=2, quantize_level=8, dither_seed=77)
    comp("gzipdither.fits", holes, "GZIP_2", quantize_method=1, quantize_level=8, dither_seed=5)
    comp("hcompressfloat.fits", f, "HCOMPRESS_1", quantize_method=-1, quantize_level=8, tile_size=(W, H))
    for name in ("plainquantised", "dither1", "dither2", "gzipdither", "hcompressfloat"):
        unpack(name)

    for name, source, options in (("fpackplio", "uint16", ["-p"]), ("fpackrice", "uint16", ["-r"]), ("fpacklossy", "int32", ["-h", "-s", "4"])):
        subprocess.run(["fpack", *options, "-O", OUT + name + ".fits", OUT + source + ".fits"], check=True)
    comp("smoothed16.fits", (n * 40).astype(np.int16), "HCOMPRESS_1", tile_size=(W, H), hcomp_scale=8, hcomp_smooth=1)
    unpack("fpacklossy")
    unpack("smoothed16")

    # No packer at hand writes this one: tiles as they are.
    rows = [row.astype(">i2").tobytes() for row in n.astype(np.int16)]
    column = fits.Column("COMPRESSED_DATA", "1PB()", array=np.array([np.frombuffer(r, np.uint8) for r in rows], dtype=object))
    table = fits.BinTableHDU.from_columns([column])
    for key, value in (("ZIMAGE", True), ("ZCMPTYPE", "NOCOMPRESS"), ("ZBITPIX", 16), ("ZNAXIS", 2), ("ZNAXIS1", W), ("ZNAXIS2", H), ("ZTILE1", W), ("ZTILE2", 1)):
        table.header[key] = value
    save("nocompress16.fits", fits.PrimaryHDU(), table)


def unpack(name):
    out = OUT + name + ".expected.fits"
    if os.path.exists(out):
        os.remove(out)
    subprocess.run(["funpack", "-O", out, OUT + name + ".fits"], check=True)
    # The empty primary is of no use: keep the image only.
    with fits.open(out) as hdus:
        image = next(h for h in hdus if h.data is not None)
        fits.PrimaryHDU(image.data).writeto(out, overwrite=True)


def tables():
    ragged = np.empty(3, dtype=object)
    ragged[:] = [np.array([1.5, 2.5], ">f4"), np.array([], ">f4"), np.array([-1, -2, -3], ">f4")]
    wide = np.empty(3, dtype=object)
    wide[:] = [np.array([10], ">i4"), np.array([20, 21, 22], ">i4"), np.array([], ">i4")]
    columns = [
        fits.Column("FLAG", "L", array=[True, False, True]),
        fits.Column("BITS", "11X", array=np.array([[1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1], [0] * 11, [1] * 11], bool)),
        fits.Column("SMALL", "B", array=np.array([0, 200, 255], np.uint8)),
        fits.Column("SHORT", "I", array=np.array([-32768, 0, 32767], np.int16), null=0),
        fits.Column("USHORT", "I", bzero=32768, array=np.array([0, 40000, 65535], np.uint16)),
        fits.Column("INTEGER", "J", array=np.array([-2**31, 0, 2**31 - 1], np.int32), unit="adu"),
        fits.Column("LONG", "K", array=np.array([-2**62, 1, 2**62 + 1], np.int64)),
        fits.Column("NAME", "8A", array=["alpha", "beta", ""]),
        fits.Column("SINGLE", "E", array=np.array([1.5, np.nan, -2], np.float32), unit="e-/s"),
        fits.Column("DOUBLE", "D", array=[0.1, 1e300, -0.0]),
        fits.Column("CSINGLE", "C", array=np.array([1 + 2j, 0, -1j], np.complex64)),
        fits.Column("CDOUBLE", "M", array=np.array([1 + 2j, 0, -1j], np.complex128)),
        fits.Column("IMAGE", "6E", dim="(3,2)", array=np.arange(18, dtype=np.float32).reshape(3, 2, 3)),
        fits.Column("WORDS", "8A", dim="(4,2)", array=np.array([["ab", "cd"], ["efgh", ""], ["i", "j"]])),
        fits.Column("RAGGED", "PE()", array=ragged),
        fits.Column("WIDE", "QJ()", array=wide),
        fits.Column("EMPTY", "0D", array=np.zeros((3, 0))),
    ]
    table = fits.BinTableHDU.from_columns(columns, name="KINDS")
    scaled = fits.BinTableHDU.from_columns([fits.Column("SCALED", "I", array=np.array([1, 2, 3], np.int16))], name="SCALED")
    scaled.header["TSCAL1"] = 0.5
    scaled.header["TZERO1"] = 10.0
    scaled.header["TNULL1"] = 2
    save("tables.fits", fits.PrimaryHDU(), table, scaled)

    ascii_table = fits.TableHDU.from_columns([fits.Column("N", "I6", array=[1, 2]), fits.Column("T", "A5", array=["ab", "cd"])])
    save("asciitable.fits", fits.PrimaryHDU(), ascii_table, fits.ImageHDU(counts(5, 4).astype(np.int16), name="BEHIND"))


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    for old in os.listdir(OUT):
        os.remove(OUT + old)
    plain()
    headers()
    packed()
    tables()
