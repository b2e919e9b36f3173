namespace Nocturne.Core.Astrometry;

/// <summary>TDB − TT as a periodic series (Fairhead and Bretagnon 1990, A&amp;A 229, 240).</summary>
/// <remarks>The terms above 0.1 µs between 1940 and 2060; what is left out amounts to 0.2 µs rms. The terms that depend on the place of
/// the observer on the Earth, at most 2.1 µs, are left out too.</remarks>
public static class TdbSeries
{
    /// <summary>TDB − TT [s] at a date given in TT or TDB.</summary>
    public static double TdbMinusTt(Mjd tt)
    {
        var t = ((tt.Day - 51544) + (tt.Fraction - 0.5)) / 365250;
        double sum = 0, sumT = 0;
        foreach (ref readonly var term in Constant.AsSpan()) sum += term.At(t);
        foreach (ref readonly var term in Growing.AsSpan()) sumT += term.At(t);
        return (sum + (t * sumT)) * 1e-6;
    }

    /// <summary>One term: amplitude [µs], frequency [rad per Julian millennium], phase [rad].</summary>
    readonly record struct Term(double Amplitude, double Frequency, double Phase)
    {
        public double At(double millennia) => Amplitude * Math.Sin((Frequency * millennia) + Phase);
    }

    static readonly Term[] Constant =
    [
        new(1656.674564, 6283.075849991, 6.240054195),
        new(22.417471, 5753.384884897, 4.296977442),
        new(13.839792, 12566.151699983, 6.196904410),
        new(4.770086, 529.690965095, 0.444401603),
        new(4.676740, 6069.776754553, 4.021195093),
        new(2.256707, 213.299095438, 5.543113262),
        new(1.694205, -3.523118349, 5.025132748),
        new(1.554905, 77713.771467920, 5.198467090),
        new(1.276839, 7860.419392439, 5.988822341),
        new(1.193379, 5223.693919802, 3.649823730),
        new(1.115322, 3930.209696220, 1.422745069),
        new(0.794185, 11506.769769794, 2.322313077),
        new(0.447061, 26.298319800, 3.615796498),
        new(0.435206, -398.149003408, 4.349338347),
        new(0.600309, 1577.343542448, 2.678271909),
        new(0.496817, 6208.294251424, 5.696701824),
        new(0.486306, 5884.926846583, 0.520007179),
        new(0.432392, 74.781598567, 2.435898309),
        new(0.468597, 6244.942814354, 5.866398759),
        new(0.375510, 5507.553238667, 4.103476804),
        new(0.243085, -775.522611324, 3.651837925),
        new(0.173435, 18849.227549974, 6.153743485),
        new(0.230685, 5856.477659115, 4.773852582),
        new(0.203747, 12036.460734888, 4.333987818),
        new(0.143935, -796.298006816, 5.957517795),
        new(0.159080, 10977.078804699, 1.890075226),
        new(0.119979, 38.133035638, 4.551585768),
        new(0.118971, 5486.777843175, 1.914547226),
        new(0.116120, 1059.381930189, 0.873504123),
        new(0.137927, 11790.629088659, 1.135934669),
        new(0.101868, -5573.142801634, 5.984503847),
    ];

    /// <summary>Terms whose amplitude grows with the millennia since J2000.</summary>
    static readonly Term[] Growing =
    [
        new(102.156724, 6283.075849991, 4.249032005),
        new(1.706807, 12566.151699983, 4.205904248),
    ];
}
