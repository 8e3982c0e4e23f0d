using System.Security.Cryptography;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>What validation has to say of an entry's content: with the same content it says the same, in whichever attempt.</summary>
internal sealed class EntryVerdict
{
    // Not the content itself: of a large transaction that would be all of it once more.
    private readonly byte[] _hash;

    private EntryVerdict(ParsedResource content, IReadOnlyList<Issue> warnings, FhirException? refusal)
    {
        _hash = HashOf(content);
        Warnings = warnings;
        Refusal = refusal;
    }

    public IReadOnlyList<Issue> Warnings { get; }

    /// <summary>Null where it may be written.</summary>
    public FhirException? Refusal { get; }

    public static EntryVerdict Of(ParsedResource content, IReadOnlyList<Issue> warnings) => new(content, warnings, null);

    public static EntryVerdict Of(ParsedResource content, FhirException refusal) => new(content, [], refusal);

    public bool IsOf(ParsedResource content) => _hash.AsSpan().SequenceEqual(HashOf(content));

    private static byte[] HashOf(ParsedResource content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(content.Meta.Span);
        // Between the two, what stands in neither.
        hash.AppendData([0]);
        hash.AppendData(content.Body.Span);
        return hash.GetHashAndReset();
    }
}
