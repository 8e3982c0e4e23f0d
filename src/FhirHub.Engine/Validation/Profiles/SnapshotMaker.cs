using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Specification.Snapshot;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>Makes the snapshot of a profile that comes with a differential alone. Safe for all threads; works for one at a time.</summary>
internal sealed class SnapshotMaker(IDefinitionSource source)
{
    private static readonly JsonSerializerOptions Writing = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);
    private static readonly SnapshotGeneratorSettings Settings = new()
    {
        GenerateSnapshotForExternalProfiles = true,
        GenerateElementIds = true,
    };

    private readonly Lock _gate = new();

    // Definitions as models are large; whoever compiles many profiles in a row finds them still there.
    private readonly WeakReference<DefinitionResolver> _resolver = new(new DefinitionResolver(source));

    /// <summary>The same definition with a snapshot.</summary>
    /// <exception cref="FormatException">None can be made; the message is a clause that says why.</exception>
    public byte[] Expand(ReadOnlyMemory<byte> utf8Json)
    {
        lock (_gate)
        {
            if (!_resolver.TryGetTarget(out var resolver))
                _resolver.SetTarget(resolver = new DefinitionResolver(source));
            try
            {
                return Expand(utf8Json, resolver);
            }
            catch (Exception e) when (e is not (OutOfMemoryException or FormatException))
            {
                // The generator fails with whatever its parts throw.
                throw new FormatException($"its snapshot cannot be generated: {e.Message}", e);
            }
        }
    }

    private static byte[] Expand(ReadOnlyMemory<byte> utf8Json, DefinitionResolver resolver)
    {
        var definition = DefinitionResolver.Parse(utf8Json) ?? throw new FormatException("it is no StructureDefinition");
        Generate(definition, resolver);
        return JsonSerializer.SerializeToUtf8Bytes(definition, Writing);
    }

    // Bases first, each by a generator of its own; DefinitionBounds bounds their number.
    private static void Generate(StructureDefinition definition, DefinitionResolver resolver)
    {
        var under = definition.BaseDefinition is { } next ? resolver.Definition(next) : null;
        if (under is { Snapshot: null })
            Generate(under, resolver);
        // A generator tells profiles apart by their URLs alone, and takes another version of one for a circle.
        var url = definition.Url;
        if (under?.Url == url)
            definition.Url = $"{url}|{definition.Version}";
        try
        {
            GenerateOne(definition, resolver);
        }
        finally
        {
            definition.Url = url;
        }
    }

    private static void GenerateOne(StructureDefinition definition, DefinitionResolver resolver)
    {
        var generator = new SnapshotGenerator(resolver, Settings);
        var made = generator.UpdateAsync(definition);
        // The resolver has everything at hand, so that nothing waits in there; if that should change, it is a fault and no blocked thread.
        if (!made.IsCompleted)
            throw new FormatException("its snapshot cannot be generated: the generator did not end at once");
        made.GetAwaiter().GetResult();
        if (definition.Snapshot is not { Element.Count: > 0 })
            throw new FormatException($"its snapshot cannot be generated{Reason(generator)}");
    }

    private static string Reason(SnapshotGenerator generator) =>
        generator.Outcome?.Issue.FirstOrDefault()?.Details?.Text is { } text ? $": {text}" : "";
}
