using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Nocturne.Runner.Live;

/// <summary>Lets in who may look: who knows the token; without a token, who asks this machine by its own name.</summary>
/// <remarks>The name is checked so that a page of somebody else, whose name suddenly leads to this machine, cannot read the night through the observer's browser.</remarks>
/// <param name="token">The token; null for none.</param>
sealed class AccessGuard(string? token)
{
    const string Cookie = "nocturne-token";

    const string Parameter = "token";

    /// <summary>Answers for a visitor who may not look, or who is to come again with a cookie; false for one who may.</summary>
    public async Task<bool> TurnsAwayAsync(HttpContext visit)
    {
        if (token is null)
        {
            var host = visit.Request.Host.Host;
            if (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))) return false;
            await SayAsync(visit, StatusCodes.Status403Forbidden, "This page answers to localhost only.").ConfigureAwait(false);
            return true;
        }
        if (visit.Request.Query[Parameter].ToString() is { Length: > 0 } shown && Knows(shown))
        {
            // Into a cookie, so that it does not stay in the address, where histories and screenshots keep it.
            visit.Response.Cookies.Append(Cookie, shown, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            visit.Response.Redirect("/");
            return true;
        }
        if (visit.Request.Cookies[Cookie] is { } cookie && Knows(cookie)) return false;
        if (visit.Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && Knows(header["Bearer ".Length..].Trim())) return false;
        visit.Response.Headers.WWWAuthenticate = "Bearer";
        await SayAsync(visit, StatusCodes.Status401Unauthorized, "This page needs a token: put ?token=… behind its address.").ConfigureAwait(false);
        return true;
    }

    /// <summary>Compared in a time that tells nothing of how much fits.</summary>
    bool Knows(string shown) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(token!)));

    static Task SayAsync(HttpContext visit, int status, string sentence)
    {
        visit.Response.StatusCode = status;
        visit.Response.ContentType = "text/plain; charset=utf-8";
        return visit.Response.WriteAsync(sentence + "\n");
    }
}
