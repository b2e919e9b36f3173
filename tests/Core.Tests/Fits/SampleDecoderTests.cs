using Nocturne.Core.Fits;

namespace Nocturne.Core.Tests.Fits;

public sealed class SampleDecoderTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(-32)]
    [InlineData(-64)]
    public void The_fast_way_agrees_with_the_plain_one_for_every_length(int bitPix)
    {
        var random = new Random(bitPix);
        var size = Math.Abs(bitPix) / 8;
        for (var length = 0; length < 150; length++)
        {
            var bytes = new byte[(length * size) + 3];
            random.NextBytes(bytes);
            foreach (var (scale, zero) in new[] { (1.0, 0.0), (1, 32768), (1, -128), (1, 2147483648.0), (0.5, 3), (1, 0.25) })
            {
                var scaling = new PixelScaling(scale, zero, bitPix > 0 && length % 2 == 0 ? (sbyte)bytes[0] : null);
                var (fast, plain) = (new float[length], new float[length]);
                SampleDecoder.Decode(bytes, bitPix, scaling, fast);
                SampleDecoderScalar.Decode(bytes, bitPix, scaling, plain.AsSpan());
                Assert.Equal(plain, fast);

                var (fastDouble, plainDouble) = (new double[length], new double[length]);
                SampleDecoder.Decode(bytes, bitPix, scaling, fastDouble);
                SampleDecoderScalar.Decode(bytes, bitPix, scaling, plainDouble.AsSpan());
                Assert.Equal(plainDouble, fastDouble);
            }
        }
    }
}
