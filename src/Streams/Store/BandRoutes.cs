using System.Globalization;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>Remembers which frames have a band of their own because they are of another size or binning than those of the band that their header names; kept in the table <c>night</c>.</summary>
sealed class BandRoutes
{
    const string Prefix = "shape:";

    readonly NightDatabase database;
    readonly Dictionary<(BandKey Named, FrameShape Shape), BandKey> routes = [];

    public BandRoutes(NightDatabase database)
    {
        this.database = database;
        Reload();
    }

    /// <summary>The band that takes the frame: the one that its header names, unless frames like it have their own.</summary>
    public BandKey Of(FrameDescriptor frame)
    {
        if (routes.Count == 0) return frame.Band;
        var shape = FrameShape.Of(frame);
        foreach (var ((named, usual), own) in routes)
        {
            if (named == frame.Band && shape.SharesReferenceWith(usual)) return own;
        }
        return frame.Band;
    }

    /// <summary>Whether a band is one of its own.</summary>
    public bool Leads(BandKey own) => routes.ContainsValue(own);

    /// <summary>Remembers the band of a frame, where it is not the one that its header names; inside a transaction.</summary>
    public void Learn(FrameDescriptor frame)
    {
        if (frame.Band.Filter != frame.NamedBand.Filter) Learn(frame.NamedBand, FrameShape.Of(frame), frame.Band);
    }

    /// <summary>Remembers that frames of a shape have a band of their own; inside a transaction.</summary>
    public void Learn(BandKey named, FrameShape shape, BandKey own)
    {
        if (Leads(own)) return;
        var text = string.Create(CultureInfo.InvariantCulture, $"{shape.Width} {shape.Height} {shape.BinX} {shape.BinY} {shape.WindowX} {shape.WindowY} {named.Filter}");
        NightProperties.Set(database, $"{Prefix}{own.Camera}:{own.Filter}", text);
        routes[(named, shape)] = own;
    }

    /// <summary>Reads what is stored.</summary>
    public void Reload()
    {
        routes.Clear();
        foreach (var (key, value) in NightProperties.All(database, Prefix))
        {
            var parts = value.Split(' ', 7);
            var numbers = Array.ConvertAll(parts[..6], part => int.Parse(part, CultureInfo.InvariantCulture));
            var colon = key.LastIndexOf(':');
            var camera = key[Prefix.Length..colon];
            routes[(new(camera, parts[6]), new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]))] = new(camera, key[(colon + 1)..]);
        }
    }

    /// <summary>Takes the routes of another night, attached as <c>other</c>, and forgets those to bands that are no more; inside a transaction.</summary>
    public static void TakeOver(NightDatabase database, IReadOnlyCollection<BandKey> all)
    {
        database.Execute($"INSERT OR REPLACE INTO main.night (key, value) SELECT key, value FROM other.night WHERE key LIKE '{Prefix}%'");
        foreach (var (key, _) in NightProperties.All(database, Prefix).ToArray())
        {
            if (!all.Any(band => key == $"{Prefix}{band.Camera}:{band.Filter}")) NightProperties.Remove(database, key);
        }
    }
}
