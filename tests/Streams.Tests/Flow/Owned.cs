namespace Nocturne.Streams.Tests.Flow;

/// <summary>Elements that must be disposed once, and a count of those that were not yet.</summary>
sealed class Owned(int number, Owned.Account account) : IDisposable
{
    int disposed;

    public int Number => number;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0) Interlocked.Increment(ref account.Disposed);
    }

    public sealed class Account
    {
        public int Made;
        public int Disposed;

        public int Alive => Volatile.Read(ref Made) - Volatile.Read(ref Disposed);

        public Owned Make(int number)
        {
            Interlocked.Increment(ref Made);
            return new(number, this);
        }

        public IEnumerable<Owned> Many(int count) => Enumerable.Range(0, count).Select(Make);

        public IEnumerable<Owned> Endless()
        {
            for (var i = 0; ; i++) yield return Make(i);
        }
    }
}
