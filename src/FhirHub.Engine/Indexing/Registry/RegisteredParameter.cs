using System.Security.Cryptography;
using System.Text;

namespace FhirHub.Engine.Indexing.Registry;

/// <summary>A parameter that a stored SearchParameter defines on one type.</summary>
internal sealed record RegisteredParameter(SearchParameter Parameter, StoredDefinition Source)
{
    public string Prefix => Parameter.Prefix;

    /// <summary>Changes with whatever decides about index entries, and with nothing else.</summary>
    public string Fingerprint { get; } = FingerprintOf(Parameter);

    /// <summary>How far resources are indexed by it; null for not at all.</summary>
    public IndexMark? Mark => Source.Marks.Select(IndexMark.Parse).OfType<IndexMark>().FirstOrDefault(m => m.Covers(this));

    private static string FingerprintOf(SearchParameter parameter)
    {
        string[] parts =
        [
            parameter.Prefix, parameter.Type.ToString(), parameter.Expression ?? string.Empty, string.Join(',', parameter.Targets),
            .. parameter.Components.SelectMany(c => new[] { c.Type.ToString(), c.Expression }),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u0001', parts))).AsSpan(0, 8));
    }
}
