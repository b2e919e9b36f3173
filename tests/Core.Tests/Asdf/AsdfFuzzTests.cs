using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Roman;

namespace Nocturne.Core.Tests.Asdf;

/// <summary>Damaged and hostile files end in a typed exception, never in a crash, a hang, or memory that a lying header asked for.</summary>
public sealed class AsdfFuzzTests
{
    const int Mutants = 20_000;
    const long MostBytes = 40_000_000;

    [Fact]
    public void Twenty_thousand_mutants_give_typed_errors_only()
    {
        var seeds = Seeds();
        var random = new Random(20261001);
        var refused = 0;
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutate(seeds[i % seeds.Length], random);
            if (!ReadsOrRefuses(mutant, $"mutant {i}")) refused++;
        }

        Assert.InRange(refused, Mutants / 10, Mutants);
    }

    [Fact]
    public void A_file_that_ends_anywhere_gives_typed_errors_only()
    {
        foreach (var seed in Seeds().Where(seed => seed.Length < 2500))
        {
            for (var length = 0; length < seed.Length; length++) ReadsOrRefuses(seed[..length], $"first {length} bytes of {seed.Length}");
        }
    }

    static bool ReadsOrRefuses(byte[] bytes, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var wasRead = true;
        try
        {
            using var file = AsdfFile.Read(bytes, "mutant.asdf");
            AsdfData.ReadAll(file);
            if (file.Tree?.At("roman", "data") is not null) RomanImageReader.Read(file);
            else if (file.Tree?.At("roman", "meta", "wcs") is { } wcs) new DetectorFootprint(GwcsReader.Read(file, wcs)).TryLocate(new(212, 12), out _);
        }
        catch (Exception error) when (error is AsdfException or WcsException or ScienceImageException)
        {
            wasRead = false;
        }
        catch (Exception error)
        {
            Assert.Fail($"{what}: {error}");
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"{what}: {GC.GetAllocatedBytesForCurrentThread() - before:N0} bytes allocated for {bytes.Length:N0}");
        return wasRead;
    }

    static byte[][] Seeds() =>
    [
        .. new[] { "dtypes", "views", "inline", "masks", "streamed", "padded", "gap_text", "compressed" }.Select(name => File.ReadAllBytes(AsdfData.PathOf(name + ".asdf"))),
        AsdfData.OneArray(),
        AsdfData.OneArray(AsdfCompression.Zlib),
        AsdfData.OneArray(AsdfCompression.Lz4),
        File.ReadAllBytes(Path.Combine(AsdfData.Folder, "wcs", "w05_no_inverse.asdf")),
        Roman.RomanFiles.Image(new Roman.SyntheticField(12, 10)),
    ];

    static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = (byte[])seed.Clone();
        switch (random.Next(6))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                var from = random.Next(bytes.Length);
                return [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + random.Next(1, 64))..]];
            case 2:
                var at = random.Next(bytes.Length);
                return [.. bytes[..at], .. bytes.Skip(random.Next(bytes.Length)).Take(random.Next(1, 40)), .. bytes[at..]];
            case 3:
                // Numbers at the ends of their ranges, where block headers have their sizes.
                var block = AsdfData.BlockAt(bytes);
                if (block < 0 || block + 54 > bytes.Length) goto default;
                bytes.AsSpan(block + random.Next(4, 54), 1).Fill((byte)random.Next(256));
                if (random.Next(2) == 0) bytes.AsSpan(block + 14 + (8 * random.Next(3)), random.Next(1, 8)).Fill((byte)(random.Next(2) * 255));
                return bytes;
            default:
                for (var count = random.Next(1, 8); count > 0; count--) bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? "0123456789[]{}:-!&*'\"\n #%"u8.ToArray()[random.Next(25)] : (byte)random.Next(256);
                return bytes;
        }
    }
}
