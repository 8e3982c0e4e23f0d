using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>
/// Holds ordinary writes against the tables of what operations keep. What an operation writes is marked in the store, which is how a kept resource is
/// known whatever it claims; others are read only where a few bytes in them could pretend to come from an operation.
/// </summary>
/// <param name="types">The rows of all capabilities.</param>
public sealed class KeptResources(IEnumerable<IKeptType> types) : IWriteGuard
{
    private readonly FrozenDictionary<string, Row[]> _rows = types
        .GroupBy(t => t.Type, t => new Row(t, [.. t.Marks.Select(Encoding.UTF8.GetBytes)])).ToFrozenDictionary(g => g.Key, g => g.ToArray());

    // An escape could hide a mark.
    private static ReadOnlySpan<byte> Escape => "\\u"u8;

    public bool Concerns(string type) => _rows.ContainsKey(type);

    /// <summary>Whether what an operation writes is kept from then on.</summary>
    internal bool Keeps(Resource resource) => _rows.TryGetValue(resource.TypeName, out var rows) && rows.Any(r => r.Type.Keeps(resource));

    public async ValueTask CheckAsync(GuardedWrite write, CancellationToken cancellationToken)
    {
        var rows = _rows[write.Key.Type];
        var issues = write.Before is { IsKept: true } kept
            ? await WrittenAsync(rows, write, kept, cancellationToken)
            : write.After is { } after ? await MadeAsync(rows, write, after, cancellationToken) : [];
        if (issues.Count > 0)
            throw new FhirException(FaultKind.Unprocessable, issues);
    }

    private static async ValueTask<IReadOnlyList<Issue>> WrittenAsync(Row[] rows, GuardedWrite write, StoredVersion kept, CancellationToken cancellationToken)
    {
        var before = PocoJson.Read<Resource>(await kept.Json!.LoadAsync(cancellationToken));
        var after = write.After is { } content ? Read(write.Key, content) : null;
        return [.. rows.Where(r => r.Type.Keeps(before)).SelectMany(r => r.Type.Written(write.Key, before, after))];
    }

    private static async ValueTask<IReadOnlyList<Issue>> MadeAsync(Row[] rows, GuardedWrite write, ParsedResource content, CancellationToken cancellationToken)
    {
        var issues = new List<Issue>();
        Resource? after = null;
        foreach (var (type, marks) in rows)
        {
            if (!marks.Any(m => Holds(content, m)) && (marks.Length == 0 || !Holds(content, Escape)))
                continue;
            after ??= Read(write.Key, content);
            issues.AddRange(type.Made(write.Key, after));
            foreach (var claimed in type.Claims(after))
            {
                if (await write.IsKeptAsync(claimed, cancellationToken))
                    issues.Add(type.Claimed(write.Key, claimed));
            }
        }

        return issues;
    }

    private static bool Holds(ParsedResource content, ReadOnlySpan<byte> text) => content.Body.Span.IndexOf(text) >= 0 || content.Meta.Span.IndexOf(text) >= 0;

    private static Resource Read(ResourceKey key, ParsedResource content)
    {
        var buffer = new ArrayBufferWriter<byte>(content.ComposedLength(key.Id, 1));
        content.Write(buffer, key.Id, 1, DateTimeOffset.UnixEpoch);
        return PocoJson.Read<Resource>(buffer.WrittenMemory);
    }

    private sealed record Row(IKeptType Type, byte[][] Marks);
}
