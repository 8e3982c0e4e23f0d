namespace FhirHub.Engine.Jobs;

/// <summary>An answer that is kept, to be given again byte for byte.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Those that belong to the answer itself, such as ETag and Content-Type.</param>
/// <param name="Body">The bytes; empty for none.</param>
public sealed record StoredAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);
