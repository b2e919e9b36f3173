using Nocturne.Core.Asdf;

namespace Nocturne.Core.Tests.Asdf;

public sealed class Bzip2DecoderTests
{
    // Random bytes 0 to 3 in runs of 1 to 600, then noise: bz2.compress(data, 1) of Python.
    static readonly byte[] Stream = Convert.FromBase64String(
        "QlpoMTFBWSZTWf+AhxEAADD///712EEMkRLQUhBzl0ks2gC0KMXFhYLgACKaApIFyBANsADYkcAAAADQaBoAAZNNMjIyaGT1DTDTUHA0GmQ00aGEDIaGCNDT"
        + "Jo0AyDEAAaDE1EpoAAAAAAAaAAAAAAaH425SLQcUKHlQchAE0BSKM4gAwGES0g6pzkMtPpgyVBkCAIoEAlAFsCFDrIZilE5ogwiRSVCIMyJIEIhoBMTUMBuI"
        + "kCCUO7Y/DHEr3YhRmGVmJXPRHIcVFRHoCT6K/SDH2TRZc0RJVTiLxbVo1bfONKHb2lKB5cUEVC+AWANIrJdUgiTAo2B4MyAGsNNtsTLLAZdSp/UzTRKACQ2Q"
        + "RugmP2w/v8XckU4UJD/gIcRA");

    const int Length = 12768;
    const string Digest = "3be1f5ac36fa082b39eda328570646f6";

    [Fact]
    public void Runs_and_noise_come_back()
    {
        var decoded = new byte[Length];
        Assert.Null(Bzip2Decoder.Decode(Stream, decoded));
#pragma warning disable CA5351
        Assert.Equal(Digest, Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(decoded)));
#pragma warning restore CA5351
        Assert.Null(Bzip2Decoder.CountBytes(Stream, Length, out var count));
        Assert.Equal(Length, count);
    }

    [Fact]
    public void Fewer_or_more_bytes_than_announced_are_told()
    {
        Assert.Contains("more", Bzip2Decoder.Decode(Stream, new byte[Length - 1]), StringComparison.Ordinal);
        Assert.NotNull(Bzip2Decoder.Decode(Stream, new byte[Length + 1]));
    }

    [Fact]
    public void A_stream_that_ends_anywhere_is_refused()
    {
        for (var length = 0; length < Stream.Length; length++) Assert.NotNull(Bzip2Decoder.Decode(Stream.AsSpan(0, length), new byte[Length]));
    }

    [Fact]
    public void A_flipped_bit_is_found_or_changes_nothing()
    {
        var whole = new byte[Length];
        Assert.Null(Bzip2Decoder.Decode(Stream, whole));
        var decoded = new byte[Length];
        for (var bit = 32; bit < 8 * (Stream.Length - 1); bit++)
        {
            var damaged = (byte[])Stream.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(Bzip2Decoder.Decode(damaged, decoded) is not null || decoded.AsSpan().SequenceEqual(whole), $"bit {bit}");
        }
    }
}
