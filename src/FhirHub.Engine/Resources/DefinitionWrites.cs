using System.Buffers;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Registry;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Resources;

/// <summary>What is special about writing definitions: they count from their commit on, and active SearchParameters have to work.</summary>
internal sealed class DefinitionWrites(SearchParameterRegistry registry, DefinitionCatalog catalog)
{
    /// <summary>Whether a version is of what has to be told of its commit.</summary>
    public static bool Concern(ResourceDocument document) =>
        document.Type is DefinitionReader.Type or "ConceptMap" || DefinitionCatalog.IsDefinition(document.Type);

    /// <summary>Refuses active definitions that could not work, each seen together with the others of the same transaction.</summary>
    /// <returns>Tells for a write which marks of the version before go on to hold; null for none.</returns>
    /// <exception cref="FhirException">Unprocessable, with an issue for each fault.</exception>
    public Func<PlannedWrite, IReadOnlyList<string>?> Check(IReadOnlyList<PlannedWrite> writes)
    {
        var definitions = writes.Where(w => w.Key.Type == DefinitionReader.Type).ToDictionary(w => w.Key.ToString(), DefinitionOf);
        if (definitions.Values.All(d => d.Json is null))
            return _ => null;
        var then = registry.With(definitions.Values);
        foreach (var write in writes.Where(w => w.Key.Type == DefinitionReader.Type))
        {
            if (then.IssuesOf(write.Key.ToString()) is { Count: > 0 } issues)
                throw new FhirException(FaultKind.Unprocessable, [.. issues.Select(i => i with { Expression = PathOf(write, i) })]);
        }

        return write => KeptMarks(write, then);
    }

    /// <summary>What is committed counts; where the database is away, it counts when it is next looked for.</summary>
    public async Task CommittedAsync(IReadOnlyList<ResourceDocument> written)
    {
        try
        {
            await catalog.TakeAsync(written, CancellationToken.None);
            await registry.TakeAsync(written, CancellationToken.None);
        }
        catch (FhirException e) when (e.Kind == FaultKind.Transient)
        {
            // The write itself stands, and is answered as such.
            return;
        }
    }

    private static StoredDefinition DefinitionOf(PlannedWrite write)
    {
        var definition = new StoredDefinition { Key = write.Key.ToString(), Version = (write.Old?.Version ?? 0) + 1, LastUpdated = DateTime.MaxValue };
        if (write.Change.Content is not { } content)
            return definition;
        var buffer = new ArrayBufferWriter<byte>(content.ComposedLength(write.Key.Id, definition.Version));
        content.Write(buffer, write.Key.Id, definition.Version, DateTimeOffset.UnixEpoch);
        return definition.Saying(buffer.WrittenMemory);
    }

    private static string[]? KeptMarks(PlannedWrite write, DefinitionSet then)
    {
        if (write.Old?.Indexed is not { } old || write.Key.Type != DefinitionReader.Type)
            return null;
        var defined = then.Parameters.Where(p => p.Source.Key == write.Key.ToString()).ToList();
        string[] kept = [.. old.Where(m => IndexMark.Parse(m) is { } mark && defined.Exists(mark.Covers))];
        return kept.Length == 0 ? null : kept;
    }

    private static string? PathOf(PlannedWrite write, Issue issue) => write.Path is { } path && issue.Expression?.IndexOf('.', StringComparison.Ordinal) is { } dot and >= 0
        ? path + issue.Expression[dot..]
        : issue.Expression;
}
