using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FhirHub.Engine.Storage;
using FhirHub.Samples;

namespace FhirHub.Benchmarks.Search;

/// <summary>
/// A digest of all that decides what a filled database holds: the indexes, and what the first generated resources are found by. A database
/// made by another generator or indexer has another name, and is not measured by mistake.
/// </summary>
internal static class LayoutHash
{
    private const int Looked = 3_000;

    /// <returns>Eight hexadecimal digits.</returns>
    public static string Of(SampleData data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string keys in new[] { IndexKeys.Tokens, IndexKeys.Order, IndexKeys.Updated, IndexKeys.UpdatedOfAll })
            Append(hash, keys);
        var indexer = EngineWriting.Indexer();
        foreach (var resource in data.Resources().Take(Looked))
        {
            hash.AppendData(resource.Json.Span);
            var entries = indexer.Index(EngineWriting.Parse(resource).Schema, resource.Id, resource.Json.Span);
            foreach (string text in entries.Tokens.Concat(entries.Exact))
                Append(hash, text);
            foreach (var interval in entries.Intervals)
                Append(hash, string.Create(CultureInfo.InvariantCulture, $"{interval.Prefix} {interval.Low} {interval.High}"));
            Append(hash, string.Create(CultureInfo.InvariantCulture, $"{entries.Position} {entries.PrimaryDate} {entries.HasPrimaryDate}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
}
