using System.Buffers;
using System.Text;

namespace FhirHub.Samples.Output;

/// <summary>A transaction that puts resources under their ids, https://hl7.org/fhir/R4/http.html#transaction.</summary>
internal static class TransactionBundle
{
    /// <param name="root">Of the server, with a slash at its end.</param>
    public static byte[] Of(IReadOnlyList<SampleResource> resources, string root)
    {
        var bundle = new ArrayBufferWriter<byte>(resources.Sum(r => r.Json.Length + 200) + 100);
        bundle.Write("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["u8);
        for (int i = 0; i < resources.Count; i++)
        {
            var resource = resources[i];
            string key = $"{resource.Type}/{resource.Id}";
            Encoding.UTF8.GetBytes($"{(i > 0 ? "," : "")}{{\"fullUrl\":\"{root}{key}\",\"resource\":", bundle);
            bundle.Write(resource.Json.Span);
            Encoding.UTF8.GetBytes($",\"request\":{{\"method\":\"PUT\",\"url\":\"{key}\"}}}}", bundle);
        }

        bundle.Write("]}"u8);
        return bundle.WrittenSpan.ToArray();
    }
}
