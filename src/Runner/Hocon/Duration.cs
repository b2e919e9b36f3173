using System.ComponentModel;
using System.Globalization;

namespace Nocturne.Runner.Hocon;

/// <summary>A length of time as settings write it: "200 ms", "2 s", "1.5 hours"; a bare number counts milliseconds.</summary>
[TypeConverter(typeof(DurationConverter))]
public readonly record struct Duration(TimeSpan Value)
{
    /// <exception cref="FormatException">The text is not a duration.</exception>
    public static Duration Parse(string text)
    {
        var (number, unit) = HoconUnits.Split(text, "a duration such as '200 ms', '2 s' or '5 minutes'");
        double ticks = unit switch
        {
            "ns" or "nanosecond" or "nanoseconds" => 0.01,
            "us" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
            "" or "ms" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
            "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
            "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
            "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
            "d" or "day" or "days" => TimeSpan.TicksPerDay,
            _ => throw new FormatException($"has the unknown unit '{unit}'; durations have ns, us, ms, s, m, h or d, in lower case"),
        };
        var total = number * ticks;
        return Math.Abs(total) < long.MaxValue ? new(TimeSpan.FromTicks((long)Math.Round(total))) : throw new FormatException("is a duration that is too long");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value.TotalMilliseconds} ms");
}
