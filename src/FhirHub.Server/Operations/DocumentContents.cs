using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Server.Http;

namespace FhirHub.Server.Operations;

/// <summary>
/// Collects what belongs into a document, https://hl7.org/fhir/R4/documents.html#content: everything that the Composition refers to has to be
/// there; what that refers to in turn comes along where this server has it. Other documents (relatesTo) stay where they are.
/// </summary>
internal sealed class DocumentContents(ResourceStore store, FhirRequest request)
{
    private const int MaxResources = 1000;
    private readonly Dictionary<string, StoredVersion> _found = new(StringComparer.Ordinal);

    /// <summary>The Composition first, the others in the order in which they are referred to.</summary>
    /// <exception cref="FhirException">Unprocessable: a reference of the Composition leads nowhere, with an issue for each. Too large.</exception>
    public async Task<IReadOnlyList<StoredVersion>> CollectAsync(StoredVersion composition, CancellationToken cancellationToken)
    {
        var all = new List<StoredVersion> { composition };
        _found.Add(composition.Key.ToString(), composition);
        var missing = new List<string>();
        for (int i = 0; i < all.Count; i++)
        {
            foreach (var (reference, key, version) in await ReferencesAsync(all[i], cancellationToken))
            {
                if (key is { } known && _found.ContainsKey(known.ToString()))
                    continue;
                if (key is not { } target || await FindAsync(target, version, cancellationToken) is not { } resource)
                {
                    if (i == 0)
                        missing.Add(reference);
                    continue;
                }

                if (all.Count == MaxResources)
                    throw FhirException.TooLarge("document-too-large", $"The document would hold more than {MaxResources} resources.");
                _found.Add(target.ToString(), resource);
                all.Add(resource);
            }
        }

        return missing.Count == 0 ? all : throw new FhirException(FaultKind.Unprocessable, [.. missing.Select(m => Issue.Error(
            "not-found", "document-reference-unresolved", $"{composition.Key} refers to '{m}', which is no resource of this server.", "Composition"))]);
    }

    private async Task<StoredVersion?> FindAsync(ResourceKey key, string? version, CancellationToken cancellationToken)
    {
        var found = version is null
            ? await store.ReadAsync(request.Caller, key, cancellationToken)
            : long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? await store.ReadVersionAsync(request.Caller, null, key, number, cancellationToken)
                : null;
        return found is { Deleted: false } ? found : null;
    }

    /// <summary>Each as written, the resource where it is one of this server's, and the version where it names one.</summary>
    private async Task<IEnumerable<(string Text, ResourceKey? Key, string? Version)>> ReferencesAsync(StoredVersion resource, CancellationToken cancellationToken)
    {
        var json = await resource.Json!.LoadAsync(cancellationToken);
        if (resource.Key.Type == "Composition")
        {
            var composition = JsonNode.Parse(json.Span, documentOptions: JsonText.Deep)!.AsObject();
            composition.Remove("relatesTo");
            json = JsonSerializer.SerializeToUtf8Bytes(composition, JsonText.NodeOptions);
        }

        // A stored Bundle is whole in itself.
        if (resource.Key.Type == "Bundle" || FhirJsonReader.Read(json, request.Options.ReadLimits with { MaxDepth = ReadLimits.Deepest }).Resource is not { } read)
            return [];
        string own = request.BaseUrl + "/";
        var texts = read.References
            .Select(r => read.VersionReferences.Where(v => v.Key == r).Select(v => $"{r}/_history/{v.Version}").FirstOrDefault() ?? r)
            .Concat(read.AbsoluteReferences.Select(a => a.StartsWith(own, StringComparison.Ordinal) ? a[own.Length..] : a))
            .Concat(read.UnresolvableReferences);
        return texts.Select(t => t.Split('/') switch
        {
            [var type, var id] when ResourceKey.IsValidId(id) => (t, (ResourceKey?)new ResourceKey(type, id), (string?)null),
            [var type, var id, "_history", var version] when ResourceKey.IsValidId(id) => (t, new ResourceKey(type, id), version),
            _ => (t, null, null),
        });
    }
}
