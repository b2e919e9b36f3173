using Nocturne.Core.Catalogs;
using Nocturne.Core.LightCurves;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Curves;

/// <summary>The measured frames of a band, in the order of time, and its stars on them.</summary>
sealed class BandCurves
{
    BandCurves(BandKey band, string photometer, int frames)
    {
        (Band, Photometer, Frame) = (band, photometer, new string[frames]);
        (Mjd, Bmjd, Airmass, Exposure) = (Unknown(frames), Unknown(frames), Unknown(frames), Unknown(frames));
        (Fwhm, Sky, SkyRms) = (Unknown(frames), Unknown(frames), Unknown(frames));
    }

    public BandKey Band { get; }

    public string Photometer { get; }

    /// <summary>Null when the rows come from elsewhere.</summary>
    public SourceCatalogue? Catalogue { get; private init; }

    /// <summary>Names of the frames.</summary>
    public string[] Frame { get; }

    /// <summary>Middle of the exposure, UTC at the telescope [MJD].</summary>
    public double[] Mjd { get; }

    /// <summary>The same at the barycentre [MJD, TDB]; NaN when not known.</summary>
    public double[] Bmjd { get; }

    public double[] Airmass { get; }

    /// <summary>Exposure [s].</summary>
    public double[] Exposure { get; }

    /// <summary>Width of the stars [pixels].</summary>
    public double[] Fwhm { get; }

    /// <summary>Background of the frame [ADU per pixel].</summary>
    public double[] Sky { get; }

    /// <summary>Noise of the background [ADU per pixel].</summary>
    public double[] SkyRms { get; }

    /// <summary>The stars, by number.</summary>
    public SortedDictionary<int, StarRows> Stars { get; } = [];

    public int Count => Frame.Length;

    /// <summary>Barycentric times where all frames have them, otherwise those at the telescope: one scale for a whole curve.</summary>
    public double[] Time => IsBarycentric ? Bmjd : Mjd;

    public bool IsBarycentric => Count > 0 && Array.TrueForAll(Bmjd, double.IsFinite);

    /// <summary>Reads a band of a reduced night.</summary>
    /// <param name="night">The night.</param>
    /// <param name="band">The band.</param>
    /// <param name="photometer">Label of the photometer.</param>
    /// <param name="mostFrames">Of a longer night every second, third, … frame is read.</param>
    public static BandCurves Read(NightReader night, BandKey band, string photometer, int mostFrames = int.MaxValue)
    {
        // The ledger of a long night is read twice rather than kept.
        var measured = night.Frames(band).Where(frame => frame is { State: FrameState.Measured, MidUtc: not null });
        var count = measured.Count();
        var every = (int)(((long)count + mostFrames - 1) / mostFrames);
        var curves = new BandCurves(band, photometer, every > 1 ? (count + every - 1) / every : count) { Catalogue = night.LoadCatalogue(band) };
        var places = new Dictionary<(string, int), int>(curves.Count);
        foreach (var frame in measured.Where((_, number) => every <= 1 || number % every == 0))
        {
            var i = places.Count;
            places[(frame.File, frame.Plane)] = i;
            curves.Frame[i] = LightCurvePoint.NameOf(frame.File, frame.Plane);
            (curves.Mjd[i], curves.Bmjd[i]) = (frame.MidUtc!.Value.ToDouble(), frame.BmjdTdbMid ?? double.NaN);
            (curves.Airmass[i], curves.Exposure[i], curves.Fwhm[i]) = (frame.Airmass ?? double.NaN, frame.ExposureSeconds ?? double.NaN, frame.Fwhm ?? double.NaN);
            (curves.Sky[i], curves.SkyRms[i]) = (frame.BackgroundLevel ?? double.NaN, frame.BackgroundRms ?? double.NaN);
        }

        foreach (var key in night.LightCurves().Where(key => key.Band == band && key.Photometer == photometer))
        {
            var star = StarRows.Empty(key.Source, curves.Count);
            foreach (var point in night.LightCurve(key))
            {
                if (!places.TryGetValue((point.File, point.Plane), out var i)) continue;
                var row = point.Measurement;
                star.IsStored[i] = true;
                (star.Series.Flux[i], star.Series.Error[i], star.Series.Flags[i]) = (row.Flux, row.FluxError, row.Flags);
                (star.X[i], star.Y[i], star.Background[i], star.Area[i]) = (row.X, row.Y, row.Background, row.Area);
            }

            curves.Stars.Add(key.Source, star);
        }

        return curves;
    }

    /// <summary>Reads a CCD of a HiPERCAM log: apertures whose names are numbers are the stars. Rows whose time is not reliable are left out.</summary>
    public static BandCurves Read(HipercamCcd ccd)
    {
        var isTimed = ccd.Columns.Contains("MJDok") ? ccd.Column("MJDok") : [.. ccd.Rows.Select(_ => 1.0)];
        var usable = ccd.Column("MJD").Select((mjd, i) => (Mjd: mjd, Row: i)).Where(row => double.IsFinite(row.Mjd) && isTimed[row.Row] != 0).OrderBy(row => row.Mjd).Select(row => row.Row).ToArray();
        double[] Of(string column) => [.. ccd.Column(column) is var values ? usable.Select(i => values[i]) : []];
        var curves = new BandCurves(new("ccd", ccd.Label), "hipercam", usable.Length);
        Of("MJD").CopyTo(curves.Mjd, 0);
        Of("Exptim").CopyTo(curves.Exposure, 0);
        Array.ConvertAll(Of("mfwhm"), fwhm => fwhm > 0 ? fwhm : double.NaN).CopyTo(curves.Fwhm, 0);
        var numbers = Of("nframe");
        for (var i = 0; i < usable.Length; i++) curves.Frame[i] = FormattableString.Invariant($"frame {numbers[i]:F0}");
        foreach (var name in ccd.Apertures)
        {
            if (!int.TryParse(name, out var number)) continue;
            var star = StarRows.Empty(number, usable.Length);
            Of($"counts_{name}").CopyTo(star.Series.Flux, 0);
            Of($"countse_{name}").CopyTo(star.Series.Error, 0);
            Of($"x_{name}").CopyTo(star.X, 0);
            Of($"y_{name}").CopyTo(star.Y, 0);
            Of($"sky_{name}").CopyTo(star.Background, 0);
            var flags = Of($"flag_{name}");
            for (var i = 0; i < usable.Length; i++)
            {
                star.IsStored[i] = true;
                star.Series.Flags[i] = HipercamFlags.ToQuality((int)flags[i]);
                if (!(star.Series.Error[i] > 0) || ((int)flags[i] & HipercamFlags.BadTime) != 0) star.Series.Flux[i] = double.NaN;
            }

            curves.Stars.Add(number, star);
        }

        return curves;
    }

    /// <summary>Fewest seconds from one frame to the next, the median.</summary>
    public double CadenceSeconds => GoodTimes.Spacing(Mjd) * 86400;

    static double[] Unknown(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}
