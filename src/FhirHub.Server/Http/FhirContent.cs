using System.Buffers;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Resources;

namespace FhirHub.Server.Http;

/// <summary>The body of a response.</summary>
internal abstract record FhirContent
{
    private FhirContent()
    {
    }

    /// <summary>A stored resource: its bytes are sent as they are where nothing else was asked for.</summary>
    public sealed record Stored(StoredJson Json) : FhirContent;

    /// <summary>A resource made for this response, as JSON.</summary>
    public sealed record Made(ReadOnlyMemory<byte> Json) : FhirContent;

    /// <summary>An OperationOutcome, as JSON: always sent whole.</summary>
    public sealed record Outcome(ReadOnlyMemory<byte> Json) : FhirContent;

    /// <summary>A Bundle that is written while its entries are read.</summary>
    public sealed record Streamed(Func<IBufferWriter<byte>, Func<CancellationToken, ValueTask>, CancellationToken, Task> WriteAsync) : FhirContent;

    /// <summary>An answer that was kept, sent again as it was; <paramref name="Again"/> tells it from the first time.</summary>
    public sealed record Kept(StoredAnswer Answer, bool Again) : FhirContent;

    /// <summary>Content of a Binary in its own format.</summary>
    public sealed record Raw(string MediaType, ReadOnlyMemory<byte> Bytes) : FhirContent;
}
