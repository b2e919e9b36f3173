using System.Globalization;
using System.Net;

namespace Nocturne.Runner.Live;

/// <summary>Where the live page is served.</summary>
/// <param name="Address">The address; not a loopback address means that other machines can reach it.</param>
/// <param name="Port">The port; zero for any that is free.</param>
sealed record ServeAddress(IPAddress Address, int Port)
{
    /// <summary>Fewest characters of a token: fewer are guessed.</summary>
    const int ShortestToken = 8;

    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Reads <c>127.0.0.1:8080</c>, <c>localhost:8080</c>, <c>[::1]:8080</c>, or a port alone, which means this machine.</summary>
    /// <exception cref="CommandException">It is no such thing.</exception>
    public static ServeAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        var (host, digits) = colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
        var address = host is "" or "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host.Trim('[', ']'), out var parsed) ? parsed : null;
        if (address is null || !ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw new CommandException(ExitCode.Usage, $"--serve must be an address and a port, such as 127.0.0.1:8080, but is '{text}'.");
        return new(address, port);
    }

    /// <summary>Insists on a token where other machines can reach the page.</summary>
    /// <param name="token">The token; null for none.</param>
    /// <exception cref="CommandException">There is none, or one that is easily guessed.</exception>
    public void CheckToken(string? token)
    {
        if (token is null && !IsLoopback)
            throw new CommandException(ExitCode.Usage, $"--serve {this}: other machines can reach this address; give a --token that viewers must know, or serve 127.0.0.1:{Port}.");
        if (token is { Length: < ShortestToken })
            throw new CommandException(ExitCode.Usage, $"--token must have at least {ShortestToken} characters: a shorter one is guessed.");
    }

    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}
