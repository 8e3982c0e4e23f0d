using System.Buffers;
using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>The resource of an entry, and the links in it that the transaction replaces.</summary>
/// <param name="Json">As it was sent.</param>
/// <param name="Resource">The same, read.</param>
/// <param name="Links">In the order in which they come.</param>
internal sealed record EntryContent(ReadOnlyMemory<byte> Json, ParsedResource Resource, IReadOnlyList<EntryLink> Links)
{
    /// <summary>The JSON with each link replaced; all other bytes stay as they are.</summary>
    /// <param name="targetOf">What takes a link's place: the address of a resource, which needs no escapes.</param>
    public ReadOnlyMemory<byte> Rewrite(Func<EntryLink, string> targetOf)
    {
        if (Links.Count == 0)
            return Json;
        var output = new ArrayBufferWriter<byte>(Json.Length + Links.Count * 32);
        int from = 0;
        foreach (var link in Links)
        {
            output.Write(Json.Span[from..link.Start]);
            Encoding.ASCII.GetBytes(targetOf(link), output);
            from = link.Start + link.Length;
        }

        output.Write(Json.Span[from..]);
        return output.WrittenMemory;
    }

    /// <summary>The resource with each link replaced.</summary>
    public ParsedResource Resolve(Func<EntryLink, string> targetOf, ReadLimits limits)
    {
        if (Links.Count == 0)
            return Resource;
        var read = FhirJsonReader.Read(Rewrite(targetOf), limits);
        // Whoever sent it knows it with the links that it came with.
        return read.Resource?.From(Resource.Sent) ?? throw FhirException.Invalid(read.Issues);
    }
}
