using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FhirHub.EndToEndTests.Proof;

/// <summary>
/// Writes that carry a mark each, and what became of them: acknowledged with a version, refused, or unknown. Afterwards the
/// histories must tell the same.
/// </summary>
internal sealed partial class WriteLog
{
    private readonly ConcurrentDictionary<string, (string Key, long Version)> _acknowledged = new();
    private readonly ConcurrentDictionary<string, bool> _sent = new();
    private readonly ConcurrentDictionary<string, bool> _keys = new();

    public int Acknowledged => _acknowledged.Count;

    /// <summary>PUTs a Basic with a new mark.</summary>
    public async Task<Answer> PutAsync(HttpClient http, string key, params (string Name, string Value)[] headers)
    {
        string mark = NewMark(key);
        var answer = await http.SendAsync(
            "PUT", key, $$$"""{"resourceType":"Basic","id":"{{{key.Split('/')[1]}}}","code":{"text":"{{{mark}}}"}}""", headers: headers);
        return Record(key, mark, answer);
    }

    /// <summary>Patches the mark of a Basic.</summary>
    public async Task<Answer> PatchAsync(HttpClient http, string key)
    {
        string mark = NewMark(key);
        return Record(key, mark, await http.SendAsync("PATCH", key, $$$"""{"code":{"text":"{{{mark}}}"}}""", FhirHttp.MergePatch));
    }

    /// <summary>
    /// Versions are gapless, history and current agree, every acknowledged write is there exactly once, and nothing is there that
    /// nobody sent.
    /// </summary>
    public async Task AssertKeptAsync(HttpClient http)
    {
        var found = new Dictionary<string, (string Key, long Version)>();
        foreach (string key in _keys.Keys)
        {
            var (versions, newest) = await HistoryAsync(http, key, found);
            if (versions.Count == 0)
                continue;
            Assert.That(versions, Is.EqualTo(Enumerable.Range(1, versions.Count).Reverse().Select(v => (long)v)), $"{key}: versions are gapless");
            var current = await http.FetchAsync(key);
            Assert.That(current.Status, Is.EqualTo(newest is null ? HttpStatusCode.Gone : HttpStatusCode.OK), key);
            if (newest is not null)
                Assert.That(JsonNode.DeepEquals(current.Json, newest), Is.True, $"{key}: history and current agree");
        }

        Assert.That(found.Keys.Except(_sent.Keys), Is.Empty, "written by nobody");
        foreach (var (mark, place) in _acknowledged)
            Assert.That(found.GetValueOrDefault(mark), Is.EqualTo(place), $"acknowledged write {mark}");
    }

    private static async Task<(List<long> Versions, JsonNode? Newest)> HistoryAsync(
        HttpClient http, string key, Dictionary<string, (string Key, long Version)> found)
    {
        var versions = new List<long>();
        JsonNode? newest = null;
        if ((await http.FetchAsync(key)).Status == HttpStatusCode.NotFound)
            return (versions, newest);
        await foreach (var page in http.PagesAsync($"{key}/_history?_count=200"))
        {
            foreach (var entry in page.Entries)
            {
                long version = long.Parse(Digits().Match((string)entry["response"]!["etag"]!).Value, CultureInfo.InvariantCulture);
                var resource = entry["resource"];
                if (versions.Count == 0)
                    newest = resource;
                versions.Add(version);
                if (resource is not null)
                    Assert.That(found.TryAdd((string)resource["code"]!["text"]!, (key, version)), Is.True, $"{key}/{version} doubles a write");
            }
        }

        return (versions, newest);
    }

    private string NewMark(string key)
    {
        string mark = Guid.NewGuid().ToString("N");
        _keys[key] = true;
        _sent[mark] = true;
        return mark;
    }

    private Answer Record(string key, string mark, Answer answer)
    {
        if (answer.Status is HttpStatusCode.OK or HttpStatusCode.Created)
            _acknowledged[mark] = (key, answer.Version);
        return answer;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
