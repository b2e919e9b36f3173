namespace Nocturne.Core.Detection;

/// <summary>
/// The random numbers of the C library's rand_r from seed 1, with which SEP shares out pixels: the same sequence for every image.
/// </summary>
struct SharedDraw
{
    public const int Largest = int.MaxValue;

    uint state;

    public SharedDraw() => state = 1;

    public int Next()
    {
        var result = Step() % 2048;
        result = (result << 10) ^ (Step() % 1024);
        return (int)((result << 10) ^ (Step() % 1024));
    }

    uint Step()
    {
        state = (state * 1103515245) + 12345;
        return state / 65536;
    }
}
