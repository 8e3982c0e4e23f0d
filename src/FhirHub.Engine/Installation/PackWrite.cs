using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Installation;

/// <summary>A write that an installation is made of.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Bytes">Of the JSON that it brings.</param>
/// <param name="Write">The write.</param>
internal sealed record PackWrite(string Type, long Bytes, TransactionWrite Write)
{
    /// <summary>Stores a definition where it is not stored yet, or another one is.</summary>
    /// <param name="definition">Of the pack.</param>
    /// <param name="isOwn">Whether a resource came with an earlier version of the pack.</param>
    public static PackWrite Of((PackFile File, ParsedResource Resource) definition, Func<string, bool> isOwn) => new(definition.File.Type, definition.File.Json.Length, new TransactionWrite
    {
        Method = "PUT",
        Key = ResourceKey.Parse(definition.File.Key),
        Content = new EntryContent(definition.File.Json, definition.Resource, []),
        IsJudged = false,
        Decide = async (target, content, cancellationToken) =>
        {
            if (!target.Exists)
                return ResourceChange.Write("PUT", content!);
            var stored = await target.Current!.Json!.LoadAsync(cancellationToken);
            if (IsSame(stored, content!))
                return null;
            RefuseStranger(definition.File, stored, isOwn);
            return ResourceChange.Write("PUT", content!);
        },
    });

    /// <summary>Deletes what a pack brought; what somebody has stored in its place is theirs.</summary>
    public static PackWrite Removal(InstalledResource resource) => new(resource.Type, 0, new TransactionWrite
    {
        Method = "DELETE",
        Key = ResourceKey.Parse(resource.Key),
        Decide = async (target, _, cancellationToken) =>
            target.Exists && UrlOf(await target.Current!.Json!.LoadAsync(cancellationToken)) == resource.Url ? ResourceChange.Delete : null,
    });

    private static bool IsSame(ReadOnlyMemory<byte> stored, ParsedResource content) =>
        FhirJsonReader.Read(stored, PackTransactions.Limits).Resource is { } old && old.Body.Span.SequenceEqual(content.Body.Span) && old.Meta.Span.SequenceEqual(content.Meta.Span);

    /// <summary>Somebody stored something else under the id that the pack wants.</summary>
    private static void RefuseStranger(PackFile file, ReadOnlyMemory<byte> stored, Func<string, bool> isOwn)
    {
        string? url = UrlOf(stored);
        if (url != file.Url && !isOwn(file.Key))
            throw FhirException.Conflict("id-taken", $"{file.Path} is {file.Key} ({file.Url}), but this server has another resource of that id ({url}).");
    }

    private static string? UrlOf(ReadOnlyMemory<byte> stored)
    {
        using var json = JsonDocument.Parse(stored, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        return json.RootElement.Text("url");
    }
}
