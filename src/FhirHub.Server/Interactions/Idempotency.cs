using System.Security.Cryptography;
using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// <c>Idempotency-Key</c> on writes, https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/: the first answer that
/// changed something, or found it done, is kept for 24 hours and repeated byte for byte. A request that was refused has changed nothing,
/// so its key stays free. Each institution has its own keys: two that number theirs do not meet.
/// </summary>
internal sealed class Idempotency(AnswerStore answers)
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 255;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What else makes a request the one it is.</summary>
    private static readonly string[] Conditions = ["Content-Type", "If-Match", "If-None-Match", "If-None-Exist", "X-Security-Context", InheritedHeaders.Organization, InheritedHeaders.Pack];

    private readonly KeyedLocks _turns = new();

    /// <summary>The handler, so that a request with a key is carried out once.</summary>
    public Interaction Once(Interaction handler) => async (request, cancellationToken) =>
    {
        if (request.Headers[Header] is not { Count: > 0 } given)
            return await handler(request, cancellationToken);
        string key = Parse(given.ToString());
        var receipt = new Receipt(Digest($"{request.Caller.Name}\n{request.Headers["X-FhirHub-Organization"]}\n{key}"), await HashAsync(request, cancellationToken), Lifetime);
        using var turn = await WaitAsync(receipt.Id, cancellationToken);
        if (await answers.FindAsync(request.Caller, session: null, receipt, cancellationToken) is { } known)
            return ResourceWrites.Kept(known, again: true);
        request.Receipt = receipt;
        return await handler(request, cancellationToken);
    };

    /// <summary>Other nodes are waited for in the transaction itself.</summary>
    private async Task<IDisposable> WaitAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await _turns.AcquireAllAsync([id], Patience, cancellationToken);
        }
        catch (FhirException e) when (e.Kind == FaultKind.Transient)
        {
            throw new FhirException(
                FaultKind.Conflict, [Issue.Error("conflict", "idempotency-in-progress", $"A request with this {Header} is still in work.")], e)
            {
                RetryAfter = TimeSpan.FromSeconds(5),
            };
        }
    }

    /// <exception cref="FhirException">Invalid: it is empty, too long, or holds what no key does.</exception>
    private static string Parse(string given)
    {
        string key = given.Length >= 2 && given[0] == '"' && given[^1] == '"' ? given[1..^1] : given;
        return key.Length is > 0 and <= MaxLength && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw FhirException.Invalid("idempotency-key-invalid", $"{Header} must be 1 to {MaxLength} visible ASCII characters.");
    }

    private static async Task<string> HashAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var http = request.Http.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(http.Method);
        Append($"{http.Path}{http.QueryString}");
        foreach (string name in Conditions)
            Append(http.Headers[name].ToString());
        hash.AppendData(await RequestBody.BufferAsync(request, cancellationToken));
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(string text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData("\n"u8);
        }
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
