using System.Globalization;

namespace Nocturne.Conformance.Faults;

/// <summary>What the fault battery is to play.</summary>
/// <param name="Count">Faults of each kind.</param>
/// <param name="Seed">The first seed.</param>
/// <param name="Only">The one kind to play; null for all.</param>
public sealed record FaultRequest(int Count, int Seed = 1, string? Only = null)
{
    /// <summary>Reads <c>--count N [--seed S] [--only KIND]</c>, in any order; null when it is something else.</summary>
    public static FaultRequest? Parse(ReadOnlySpan<string> args)
    {
        var request = new FaultRequest(0);
        if (args.Length % 2 != 0) return null;
        for (var i = 0; i < args.Length; i += 2)
        {
            var isNumber = int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (args[i])
            {
                case "--count" when isNumber:
                    request = request with { Count = number };
                    break;
                case "--seed" when isNumber:
                    request = request with { Seed = number };
                    break;
                case "--only" when FaultBattery.Kinds.Contains(args[i + 1]):
                    request = request with { Only = args[i + 1] };
                    break;
                default:
                    return null;
            }
        }
        return request.Count > 0 ? request : null;
    }
}
