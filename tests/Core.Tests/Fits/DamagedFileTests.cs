using Nocturne.Core.Fits;
using Nocturne.TestKit.Faults;

namespace Nocturne.Core.Tests.Fits;

/// <summary>Whatever happens to the bytes of a file, it reads or it throws a <see cref="FitsException"/>: nothing else, and without much
/// memory.</summary>
public sealed class DamagedFileTests
{
    const int Mutants = 20_000;

    /// <summary>A few thousand pixels for each byte of these files would be more; see the reader's own limit.</summary>
    const long MostAllocated = 64 << 20;

    public static TheoryData<string> Kinds => [.. FitsData.Names.Where(name => !name.Contains("expected", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_mutant_reads_or_fails_properly(string name)
    {
        var original = FitsData.Bytes(name);
        var random = new Random(name.Sum(letter => letter) * 7919);
        var rounds = Mutants / Kinds.Count;
        for (var round = 0; round < rounds; round++)
        {
            var (bytes, what) = FitsMutant.Make(original, name.EndsWith(".gz", StringComparison.Ordinal), round, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                FitsMutant.ReadAll(bytes);
            }
            catch (Exception unexpected) when (unexpected is not FitsException)
            {
                Assert.Fail($"Mutant {round} ({what}) of {name}: {unexpected}");
            }
            catch (FitsException)
            {
                // The proper end of a damaged file.
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostAllocated, $"Mutant {round} ({what}) of {name} took {allocated:N0} bytes.");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_cut_at_any_length_is_incomplete_or_still_whole(string name)
    {
        var original = FitsData.Bytes(name);
        for (var length = 0; length < original.Length; length++)
        {
            try
            {
                FitsMutant.ReadAll(original.AsMemory(0, length));
            }
            catch (FitsException cut)
            {
                Assert.True(cut.Fault == FitsFault.Incomplete, $"{name} cut to {length} bytes: {cut.Fault}, {cut.Message}");
            }
        }
    }
}
