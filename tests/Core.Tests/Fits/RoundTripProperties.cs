using FsCheck;
using FsCheck.Fluent;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Tests.Fits;

/// <summary>Whatever is written comes back.</summary>
public sealed class RoundTripProperties
{
    static readonly Gen<string> Texts = Gen.Choose(' ', '~').Select(code => (char)code).ArrayOf().Select(letters => new string(letters));

    static readonly Gen<string> LongTexts = Gen.Elements("'", "&", " ", "a", "''", "/", "&'").ArrayOf(150).Select(string.Concat);

    static readonly Gen<string> Keywords = Gen.OneOf(
        Gen.Elements("OBJECT", "A", "X-1", "DATE_OBS", "K1234567"),
        Gen.Elements("ESO DET WIN1 NX", "long keyword", "lower", "a b c"));

    [Fact]
    public void Images_of_all_types()
    {
        var sizes = from width in Gen.Choose(1, 40) from height in Gen.Choose(1, 30) from seed in Gen.Choose(0, 1 << 30) select (width, height, seed);
        Prop.ForAll(sizes.ToArbitrary(), size =>
        {
            var random = new Random(size.seed);
            Same(size.width, size.height, Fill(random, _ => (byte)random.Next(256)));
            Same(size.width, size.height, Fill(random, _ => (sbyte)random.Next(-128, 128)));
            Same(size.width, size.height, Fill(random, _ => (short)random.Next(short.MinValue, 32768)));
            Same(size.width, size.height, Fill(random, _ => (ushort)random.Next(65536)));
            Same(size.width, size.height, Fill(random, _ => random.Next(int.MinValue, int.MaxValue)));
            Same(size.width, size.height, Fill(random, _ => (uint)random.NextInt64(1L << 32)));
            Same(size.width, size.height, Fill(random, _ => random.NextInt64(-1L << 52, 1L << 52)));
            Same(size.width, size.height, Fill(random, _ => (ulong)random.NextInt64() & ~0xFFFUL));
            Same(size.width, size.height, Fill(random, i => i % 7 == 0 ? float.NaN : (float)random.NextDouble() * 1e30f));
            Same(size.width, size.height, Fill(random, i => i % 7 == 0 ? double.PositiveInfinity : random.NextDouble() * 1e300));

            T[] Fill<T>(Random _, Func<int, T> make) => [.. Enumerable.Range(0, size.width * size.height).Select(make)];
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Text_in_headers()
    {
        var cards = from key in Keywords from text in Gen.OneOf(Texts, LongTexts) from comment in Texts select (key, text, comment);
        Prop.ForAll(cards.ToArbitrary(), card =>
        {
            var header = Again(new FitsHeader().Set(card.key, card.text, card.comment).Set("AFTER", 1));
            Assert.Equal(card.text.TrimEnd(' '), header.GetString(card.key));
            Assert.Equal(1, header.GetLong("AFTER"));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Numbers_in_headers()
    {
        Prop.ForAll<double, long, bool>((real, whole, flag) =>
        {
            var header = Again(new FitsHeader().Set("REAL", real, "a number").Set("WHOLE", whole).Set("FLAG", flag).Set("HIER ARCH", real));
            Assert.Equal(double.IsFinite(real) ? real : null, header.GetDouble("REAL"));
            Assert.Equal(double.IsFinite(real) ? real : null, header.GetDouble("HIER ARCH"));
            Assert.Equal(whole, header.GetLong("WHOLE"));
            Assert.Equal(flag, header.GetBool("FLAG"));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Tables_of_any_shape()
    {
        var shapes = from rows in Gen.Choose(0, 700)
                     from width in Gen.Choose(1, 9)
                     from height in Gen.Choose(1, 7)
                     from seed in Gen.Choose(0, 1 << 30)
                     select (rows, width, height, seed);
        Prop.ForAll(shapes.ToArbitrary(), shape =>
        {
            var random = new Random(shape.seed);
            var times = Enumerable.Range(0, shape.rows).Select(_ => random.NextDouble()).ToArray();
            var cutOuts = Enumerable.Range(0, shape.rows * shape.width * shape.height).Select(_ => random.NextSingle()).ToArray();
            var names = times.Select(_ => new string('x', random.Next(12))).ToArray();
            var flags = times.Select(time => time > 0.5).ToArray();
            var counts = times.Select(_ => random.NextInt64(long.MinValue, long.MaxValue)).ToArray();
            using var stream = new MemoryStream();
            using (var writer = new FitsWriter(stream, gzip: shape.seed % 2 == 0, leaveOpen: true))
            {
                writer.AddTable("T",
                [
                    FitsTableColumn.Of("TIME", times),
                    FitsTableColumn.Of("FLUX", cutOuts, shape: [shape.width, shape.height]),
                    FitsTableColumn.Text("NAME", names),
                    FitsTableColumn.Of("FLAG", flags),
                    FitsTableColumn.Of("COUNT", counts),
                ]);
            }

            using var file = FitsFile.Read(stream.ToArray(), "memory");
            file.CheckWhole();
            var table = file.Tables.Single();
            Assert.Equal(shape.rows, table.RowCount);
            Assert.Equal(times, table.ReadDoubles("TIME"));
            Assert.Equal(cutOuts, table.ReadFloats("FLUX"));
            Assert.Equal(names, table.ReadStrings("NAME"));
            Assert.Equal(flags, table.ReadBools("FLAG"));
            Assert.Equal(counts, table.ReadLongs("COUNT"));
        }).QuickCheckThrowOnFailure();
    }

    static void Same<T>(int width, int height, T[] pixels)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        using var stream = new MemoryStream();
        FitsWriter.WriteImage<T>(stream, null, width, height, pixels);
        using var file = FitsFile.Read(stream.ToArray(), "memory");
        var image = file.Images.Single();
        var back = new double[width * height];
        image.ReadPlane(0, back);
        Assert.Equal(pixels.Select(double.CreateTruncating), back);
        Assert.Equal(pixels.Select(float.CreateTruncating), image.ReadImage().Pixels.ToArray());
    }

    static FitsHeader Again(FitsHeader header)
    {
        using var stream = new MemoryStream();
        FitsWriter.WriteImage<byte>(stream, header, 1, 1, [0]);
        using var file = FitsFile.Read(stream.ToArray(), "memory");
        return file.Hdus[0].Header;
    }
}
