using Nocturne.Core.Imaging;

namespace Nocturne.Streams;

/// <summary>The right to use one frame buffer of a <see cref="FramePool"/> until disposed. Disposing twice is harmless.</summary>
public sealed class FrameLease : IDisposable
{
    FramePool? pool;
    readonly Image image;
    readonly float[] pixels;

    internal FrameLease(FramePool pool, int width, int height, float[] pixels)
    {
        this.pool = pool;
        this.pixels = pixels;
        image = new(width, height, pixels);
    }

    /// <summary>The buffer as an image. Its pixels hold whatever the last user left there.</summary>
    /// <exception cref="ObjectDisposedException">The lease was returned; its memory may belong to another frame by now.</exception>
    public Image Image
    {
        get
        {
            ObjectDisposedException.ThrowIf(pool is null, this);
            return image;
        }
    }

    /// <summary>Gives the buffer up for lost: its user hangs. The pool lends its bytes to others; the buffer itself is never lent again.</summary>
    public void Abandon() => Interlocked.Exchange(ref pool, null)?.Forget(pixels);

    /// <summary>Returns the buffer to the pool.</summary>
    public void Dispose() => Interlocked.Exchange(ref pool, null)?.Return(pixels);
}
