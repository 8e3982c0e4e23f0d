using System.Buffers;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Acceptance;

/// <summary>A resource as it would be stored, but for its version and time, which nothing is decided by.</summary>
internal readonly struct ExactJson(ParsedResource content, string id)
{
    public ReadOnlyMemory<byte> Bytes
    {
        get
        {
            var buffer = new ArrayBufferWriter<byte>(content.ComposedLength(id, 1));
            content.Write(buffer, id, 1, DateTimeOffset.UnixEpoch);
            return buffer.WrittenMemory;
        }
    }
}
